/// How one app's SCIM differs from another's.
package struct SCIMDialect: Sendable, Equatable {
    /// Whether `schemas` names the extension schemas in use besides the core one.
    package var listsExtensionSchemas: Bool
    /// Whether list answers leave out part of the attributes.
    package var listsAreShort: Bool
    /// Whether PATCH is offered; otherwise a change replaces the account with what it has and the change over it.
    package var supportsPatch: Bool
    /// Whether the app keeps `externalId`, our id of the person. Otherwise it is neither sent nor read, and an account is known by its user name.
    package var keepsExternalId: Bool
    /// The attribute paths that are read from the app's answers, taken apart once for all answers.
    let known: [KnownPath]

    /// The known path with this text.
    func known(_ path: String) -> KnownPath? { known.first { $0.path == path } }

    struct KnownPath: Sendable, Equatable {
        let path: String
        let place: AttributePath
        /// Whether no other path names an element of the same list: then an element without a type is the one that is meant.
        let isAloneInList: Bool
    }

    /// Makes a dialect; what is no path in `knownPaths` is read from nowhere.
    package init(
        listsExtensionSchemas: Bool = true, listsAreShort: Bool = false, supportsPatch: Bool = true, keepsExternalId: Bool = true,
        knownPaths: [String]
    ) {
        self.listsExtensionSchemas = listsExtensionSchemas
        self.listsAreShort = listsAreShort
        self.supportsPatch = supportsPatch
        self.keepsExternalId = keepsExternalId
        let places = knownPaths.compactMap { path in AttributePath(path).map { (path: path, place: $0) } }
        var typesByList: [String: Set<String>] = [:]
        for case .typedElement(let list, let type, _) in places.map(\.place) { typesByList[list.lowercased(), default: []].insert(type.lowercased()) }
        known = places.map { path, place in
            guard case .typedElement(let list, _, _) = place else { return KnownPath(path: path, place: place, isAloneInList: false) }
            return KnownPath(path: path, place: place, isAloneInList: typesByList[list.lowercased()]?.count == 1)
        }
    }
}
