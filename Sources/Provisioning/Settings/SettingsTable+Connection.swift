extension SettingsTable {
    /// What the file says of itself.
    static let ofLayout = [
        SettingDescription(
            "$schema", .text, keeper: .program, "Names the layout, `\(Configuration.schemaName)`. Nothing is fetched from it."),
        SettingDescription(
            "version", .whole(Configuration.oldestVersion...Configuration.currentVersion), standard: "\(Configuration.currentVersion)",
            keeper: .program, "The version of the layout. Older ones are read, and written as the newest."),
        SettingDescription(
            "revision", .whole(0...(.max - 1)), keeper: .program, isRequired: true,
            "Rises with every save. A save on top of somebody else's is refused."),
        SettingDescription("autoprovisioning", .object, "What *Delete configuration* deletes."),
        SettingDescription(
            "autoprovisioning.on", .flag, words: "autoprovisioning", standard: "false", keeper: .wizard,
            "The switch: `autoprovision on` and `autoprovision off`."),
    ]

    /// Where people come from, and the app.
    static let ofConnection =
        [
            SettingDescription(
                "administrator", .text, words: "signed-in administrator", option: "--administrator", "The address of the administrator who signed in."
            ),
            SettingDescription("directory", .object, words: "directory", isOneSetting: true, "Where people come from."),
            SettingDescription(
                "directory.source", .choice(DirectorySettings.Source.self), isRequired: true,
                "Google's Directory API, or a folder of exported files."),
            SettingDescription("directory.folder", .path, option: "--directory-files", "The folder of exported files."),
        ] + ofGoogle + ofApplication

    private static let ofGoogle = [
        SettingDescription(
            "directory.keyFile", .path, option: "--google-credentials",
            "The JSON key of a service account. Google needs one of `keyFile`, `federationFile` and `metadataServer`."),
        SettingDescription(
            "directory.federationFile", .path, option: "--google-credentials", "The `external_account` file of a workload identity pool."),
        SettingDescription(
            "directory.metadataServer", .text, option: "--google-metadata-server", "The metadata server: `\(GoogleConnection.metadataAddress)`."),
        SettingDescription(
            "directory.administrator", .text, option: "--google-administrator",
            "The administrator in whose name Google is read. Without one it is read by the service account's own role."),
        SettingDescription(
            "directory.customer", .text, standard: GoogleConnection.ownCustomer, option: "--google-customer",
            "The customer id, such as `C01abc234`. A service account with a role of its own needs one."),
        SettingDescription(
            "directory.primaryDomain", .text, option: "--google-domain", "The organization's primary domain, so that Google need not be asked."),
        SettingDescription("directory.apiBaseURL", .text, option: "--google-server", "Another address of the Directory API, such as a sandbox's."),
    ]

    private static let ofApplication = [
        SettingDescription("application", .object, "The app that accounts are kept in."),
        SettingDescription(
            "application.baseURL", .text, words: "server of the app", standard: ApplicationSettings.productionBaseURL, option: "--server",
            "The app's server."),
        SettingDescription("application.clientID", .text, words: "client id", option: "--client-id", "The client id of the app registration."),
        SettingDescription(
            "application.redirectPort", .whole(0...65_535, lowest: "any free one"), words: "redirect port",
            standard: "\(ApplicationSettings().redirectPort)", option: "--redirect-port", "The port of the registered redirect address."),
        SettingDescription(
            "application.profile", .path, words: "profile of the app", option: "--application-profile",
            "The profile file of another app than RingCentral."),
        SettingDescription(
            "application.protectedAccount", .text, words: "protected account", option: "--protected-account",
            "The account that authorized the app, by address or id, or `none`. It is never suspended or deleted. Without it, what the app tells counts."
        ),
        SettingDescription(
            "singleSignOnAcknowledged", .flag, words: "single sign-on acknowledged", standard: "false", option: "--acknowledge-single-sign-on",
            "Whether single sign-on to the app is set up, or not wanted."),
    ]
}
