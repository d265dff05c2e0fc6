import Foundation

extension SandboxWorld {
    /// Units below a path; not paged, as Google has it.
    func unitList(_ parameters: FormFields) throws(Refusal) -> SandboxResponse {
        let type = parameters["type"] ?? "children"
        var start = parameters.nonEmpty("orgUnitPath") ?? "/"
        if !start.hasPrefix("/") { start = "/" + start }
        let all = state.organisation.units
        guard start == "/" || all.contains(where: { $0.path == start }) else { throw GoogleError.api(404, reason: "notFound", "Org unit not found") }
        let below = all.filter { start == "/" || $0.path.hasPrefix(start + "/") }
        let units: [JSONValue]
        switch type.lowercased() {
        case "all": units = below.map { $0.resource(in: state.organisation) }
        case "children": units = below.filter { $0.parentPath == start }.map { $0.resource(in: state.organisation) }
        case "allincludingparent":
            let parent = all.first { $0.path == start } ?? OrganisationalUnit(id: UnitPlan.rootUnitID, path: "/", description: "Root")
            units = ([parent] + below).map { $0.resource(in: state.organisation) }
        default: throw GoogleError.invalid("type")
        }
        let body = JSONValue.present(["kind": "admin#directory#orgUnits", "organizationUnits": units.isEmpty ? nil : .array(units)]).withEtag
        return try answer(
            body, parameters, members: ["kind", "etag", "organizationUnits"], items: ("organizationUnits", OrganisationalUnit.resourceMembers))
    }

    var domainList: JSONValue {
        func domain(_ name: String, isPrimary: Bool, alias: String?) -> JSONValue {
            JSONValue.present([
                "kind": "admin#directory#domain", "domainName": .string(name), "isPrimary": .bool(isPrimary), "verified": true,
                "creationTime": "1546300800000",
                "domainAliases": alias.map {
                    [
                        [
                            "kind": "admin#directory#domainAlias", "domainAliasName": .string($0), "parentDomainName": .string(name),
                            "verified": true,
                            "creationTime": "1546300800000",
                        ]
                    ]
                },
            ]).withEtag
        }
        return JSONValue.object([
            "kind": "admin#directory#domains",
            "domains": [
                domain(Organisation.primaryDomain, isPrimary: true, alias: Organisation.aliasDomain),
                domain(Organisation.secondaryDomain, isPrimary: false, alias: nil),
            ],
        ]).withEtag
    }

    var schemaList: JSONValue {
        func field(_ name: String, _ displayName: String) -> JSONValue {
            [
                "kind": "admin#directory#schema#fieldspec", "fieldId": .string(name + "-id"), "fieldName": .string(name),
                "displayName": .string(displayName),
                "fieldType": "STRING", "multiValued": false, "readAccessType": "ALL_DOMAIN_USERS", "indexed": true,
            ]
        }
        let schema = JSONValue.object([
            "kind": "admin#directory#schema", "schemaId": "sandbox-telephony", "schemaName": .string(Person.customSchema), "displayName": "Telephony",
            "fields": [field("extension", "Extension"), field("site", "Site")],
        ]).withEtag
        return JSONValue.object(["kind": "admin#directory#schemas", "schemas": [schema]]).withEtag
    }
}

extension OrganisationalUnit {
    static let resourceMembers: Set<String> = [
        "kind", "etag", "name", "description", "orgUnitPath", "orgUnitId", "parentOrgUnitPath", "parentOrgUnitId", "blockInheritance", "*",
    ]

    func resource(in organisation: Organisation) -> JSONValue {
        let parent = path == "/" ? nil : parentPath
        let parentID = parent.map { path in organisation.units.first { $0.path == path }?.id ?? UnitPlan.rootUnitID }
        return JSONValue.present([
            "kind": "admin#directory#orgUnit", "name": .string(path == "/" ? "Corp" : name), "description": .string(description),
            "orgUnitPath": .string(path),
            "orgUnitId": .string(id), "parentOrgUnitPath": .optional(parent), "parentOrgUnitId": .optional(parentID),
        ]).withEtag
    }
}
