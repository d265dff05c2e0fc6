package import Directory
package import Provisioning

extension DirectoryRequest {
    /// What a plan of `configuration` needs to know of the directory.
    package init(for configuration: Configuration, targets: [TargetAttribute]) {
        let settings = configuration.autoprovisioning
        self.init(
            attributes: MappingTable(targets: targets, mappings: settings.mapping).sourceAttributes,
            decisiveAttributes: Set(settings.scope.conditions.map(\.attribute)),
            groupIDs: Set((configuration.userAccess.groups + settings.scope.groups).map(\.id)),
            includesNestedMembers: settings.scope.includesNestedMembers)
    }
}
