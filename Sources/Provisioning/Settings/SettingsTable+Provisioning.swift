extension SettingsTable {
    /// For whom the app is turned on.
    static let ofAccess =
        [
            SettingDescription("userAccess", .object, "For whom the app is turned on. Without it, for nobody."),
            SettingDescription(
                units, .objects(), words: "user access of", option: "--turn-on-unit, --turn-off-unit, --inherit-unit",
                "Units with a setting of their own; all others inherit from the unit above."),
            SettingDescription("\(units).id", .text, "The unit's id: renamed or moved, it keeps its setting. Without it, the next run looks it up."),
            SettingDescription("\(units).path", .text, isRequired: true, "The unit's path when it was last seen; `/` is everyone."),
            SettingDescription("\(units).access", .choice(UserAccess.Setting.self), isRequired: true, "Whether the app is on for the unit."),
            SettingDescription("userAccess.groups", .named, words: "access group", option: "--access-group", "Groups whose members have the app."),
        ] + ofNamed("userAccess.groups", isListed: false)

    /// What accounts get, who gets one, and when it is taken away.
    static let ofProvisioning = ofMapping + ofScope + ofExclusions + ofDeprovisioning + ofSafeguards

    private static let ofMapping = [
        SettingDescription(
            "autoprovisioning.mapping", .objects(), words: "mapping of", option: "--map",
            "The attribute mapping, one row for each attribute of the app."),
        SettingDescription("autoprovisioning.mapping.target", .text, isRequired: true, "The app's attribute."),
        SettingDescription(
            "autoprovisioning.mapping.from", .objects(oneOf: ["attribute", "fixed"]), isRequired: true,
            "The sources; the first one with a value counts."),
        SettingDescription("autoprovisioning.mapping.from.attribute", .text, "A directory attribute, as the pick list shows it."),
        SettingDescription("autoprovisioning.mapping.from.fixed", .text, "The same text for everyone."),
        SettingDescription("autoprovisioning.mapping.from.steps", .steps, "What is made of the value: see *Values that the app takes*."),
        SettingDescription(
            "autoprovisioning.mapping.drift", .choice(DriftPolicy.self), standard: DriftPolicy.report.rawValue, option: "--drift",
            "What happens when somebody changes the attribute by hand in the app."),
        SettingDescription(
            "autoprovisioning.tables", .tables, words: "tables of the mapping", option: "--table", "Tables by name, for the step `lookUp`."),
        SettingDescription(
            "autoprovisioning.companyCountry", .text, words: "country of the company", option: "--company-country",
            "What phone numbers and states mean where a person's own country is not known, such as `US`."),
    ]

    private static let ofScope =
        [
            SettingDescription("autoprovisioning.scope", .object, "Which of the people the app is on for are provisioned. Without it, all of them."),
            SettingDescription(
                "autoprovisioning.scope.groups", .named, words: "scope group", option: "--scope-group", isRequired: true,
                "Groups that restrict the scope to their members; none means everyone."),
        ] + ofNamed("autoprovisioning.scope.groups") + [
            SettingDescription(
                "autoprovisioning.scope.includesNestedMembers", .flag, words: "nested members of scope groups", option: "--nested-members",
                isRequired: true, "Whether members of groups inside these groups count."),
            SettingDescription(
                "autoprovisioning.scope.secondaryDomains", .choice(ProvisioningScope.SecondaryDomainRule.self, words: \.words),
                words: "people on secondary domains", option: "--secondary-domains", isRequired: true,
                "Whether people on a secondary domain are left out only when groups restrict the scope, which is Google's rule, or always."),
            SettingDescription(
                "autoprovisioning.scope.conditions", .objects(oneOf: ScopeCondition.Test.allCases.map(\.rawValue)), words: "conditions of the scope",
                option: "--scope-condition", "What everybody in the scope must meet, each an attribute with one test."),
            SettingDescription("autoprovisioning.scope.conditions.attribute", .text, isRequired: true, "A directory attribute."),
        ]
        + ScopeCondition.Test.allCases.map { test in
            SettingDescription("autoprovisioning.scope.conditions.\(test.rawValue)", .texts, test.note)
        }

    private static let ofExclusions = [
        SettingDescription("exclusions", .object, "Who and what is left alone, whatever the directory says."),
        SettingDescription("exclusions.people", .named, words: "exclusion of", option: "--exclude-person", "People who are left alone."),
        SettingDescription("exclusions.people.id", .text, "The person's id in the directory. Without it, the address counts."),
        SettingDescription("exclusions.people.email", .text, isRequired: true, "The person's address."),
        SettingDescription(
            "exclusions.accounts", .texts, words: "excluded accounts", option: "--exclude-account", "Accounts of the app, by user name or id."),
    ]

    private static let ofDeprovisioning =
        [
            SettingDescription(
                "autoprovisioning.deprovisioning", .object, option: "--deprovision",
                "When accounts are suspended and deleted. `within24Hours` means at the next run; the other delays count from the first run that saw the cause."
            )
        ]
        + DeprovisioningCause.allCases.flatMap { cause in
            let path = "autoprovisioning.deprovisioning.\(cause.rawValue)"
            let isFirst = cause == DeprovisioningCause.allCases.first
            return [SettingDescription(path, .object, isRequired: !cause.isOptional, isFirst ? "\(cause.title)." : "\(cause.title): the same keys.")]
                + DeprovisioningAction.allCases.map { action in
                    let name = action == .suspend ? "suspension" : "hard delete"
                    return SettingDescription(
                        "\(path).\(action.rawValue)", .choice(DeprovisioningDelay.self, words: \.words), words: "\(name) \(cause.clause)",
                        isListed: isFirst, "When the account is \(action == .suspend ? "suspended" : "deleted for good").")
                }
        }

    private static let ofSafeguards =
        [
            SettingDescription(
                "safeguards", .object, option: "--safeguard",
                "Limits that hold mass changes back: whichever is larger, the number or the share of linked accounts, over 21 days. `null` lifts one."
            )
        ]
        + ActionKind.allCases.flatMap { kind in
            let path = "safeguards.\(kind.rawValue)"
            return [
                SettingDescription(
                    path, .objectOrNull, words: "limit for \(kind.noun)s", standard: Safeguards.defaultLimits[kind].map(\.words), isOneSetting: true,
                    "The limit for \(kind.noun)s."),
                SettingDescription(
                    "\(path).number", .whole(0...(.max)), isRequired: true, isListed: kind == ActionKind.allCases.first,
                    "Actions that are always let through."),
                SettingDescription(
                    "\(path).percent", .percent, isRequired: true, isListed: kind == ActionKind.allCases.first, "Share of the linked accounts."),
            ]
        }

    /// A group, as somebody picked it.
    private static func ofNamed(_ list: String, isListed: Bool = true) -> [SettingDescription] {
        [
            SettingDescription("\(list).id", .text, isListed: isListed, "The group's id. Without it, the address counts."),
            SettingDescription("\(list).email", .text, isRequired: true, isListed: isListed, "The group's address."),
            SettingDescription("\(list).name", .text, isListed: isListed, "The group's name."),
        ]
    }
}

extension ScopeCondition.Test {
    /// When a person meets a condition with the test, for the documentation.
    fileprivate var note: String {
        switch self {
        case .is: "The value is one of these. Case does not matter."
        case .isNot: "The value is none of these, or there is none."
        case .startsWith: "The value begins with one of these."
        case .matches: "One of these regular expressions (RE2) finds something in it."
        }
    }
}
