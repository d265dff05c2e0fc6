import Engine
import Foundation
import OAuth
import Provisioning
import RingCentral

/// What only RingCentral's platform API tells: asked beside SCIM, and believed only where it says something.
extension CheckService {
    /// The feature for directory integration, what the person who authorized the app may do, free licenses, and the role of new users; nothing for other apps.
    func platformChecks() async -> [Check] {
        let connection: ApplicationConnection?
        do throws(OperationError) { connection = try context.application() } catch { connection = nil }
        guard let platform = connection?.platform, (try? await authorization.status())?.isAuthorized == true else { return [] }
        return [
            await featureCheck(platform), await applicationPermissionsCheck(), await permissionsCheck(platform), await licensesCheck(platform),
            await defaultRoleCheck(platform),
        ]
    }

    private func featureCheck(_ platform: RingCentralPlatform) async -> Check {
        let subject = Check.Subject(name: "Directory integration", why: "Without this feature of the account, SCIM makes no users.")
        do throws(RingCentralPlatform.Silence) {
            switch try await platform.hasFeature("ExternalDirectoryIntegration") {
            case true?: return subject.passed("the account has the feature ExternalDirectoryIntegration")
            case nil: return subject.passed("not told: RingCentral names no feature ExternalDirectoryIntegration")
            case false?:
                return subject.failed(
                    "The account has no feature ExternalDirectoryIntegration, so RingCentral will refuse to create users.",
                    mend:
                        "Have it turned on: in RingCentral's Admin Portal under More, Account Settings, Directory Integration; or ask RingCentral's support."
                )
            }
        } catch {
            return subject.passed(Self.words(error))
        }
    }

    /// What changing other people's accounts needs, as far as RingCentral's documents say.
    private static let neededPermissions = ["ReadExtensions", "EditUserInfo", "AddRemoveUsers"]

    /// The permissions of the app's registration that writing by SCIM needs. One that includes others need not be named together with them.
    private func applicationPermissionsCheck() async -> Check {
        let subject = Check.Subject(
            name: "App permissions", why: "RingCentral lets an app do only what its registration in the developer console names.")
        guard let scope = (try? await context.tokenStore().load())?.scope else {
            return subject.passed("not told: the authorization names no permissions")
        }
        let named = scope.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
        guard named.contains("EditAccounts") || named.contains("Accounts") else {
            return subject.warning(
                "The app's registration lacks the permission EditAccounts, so RingCentral will refuse to create and change accounts.",
                mend: "Ask RingCentral's developer support to add Edit Accounts to the app, then authorize again: autoprovision authorize")
        }
        return subject.passed("the app may edit accounts")
    }

    private func permissionsCheck(_ platform: RingCentralPlatform) async -> Check {
        let subject = Check.Subject(
            name: "Permissions", why: "RingCentral checks the role of the person who authorized the app for every account.")
        let mend = "Authorize as an administrator with the role Super Admin or User Admin: autoprovision authorize"
        do throws(RingCentralPlatform.Silence) {
            let permissions = try await platform.permissions()
            let missing = Self.neededPermissions.filter { permissions[$0] == nil }
            guard missing.isEmpty else {
                return subject.warning(
                    "The role of the person who authorized the app lacks \(missing.joined(separator: ", ")); accounts may be refused.", mend: mend)
            }
            let narrow = Self.neededPermissions.filter { permissions[$0].map { !$0.isEmpty && $0.isSubset(of: ["Self"]) } == true }
            guard narrow.isEmpty else {
                return subject.warning(
                    "The role of the person who authorized the app reaches their own account alone (\(narrow.joined(separator: ", "))).", mend: mend)
            }
            return subject.passed("the role of the person who authorized the app may read, change, add and remove users")
        } catch {
            return subject.passed(Self.words(error))
        }
    }

    private func licensesCheck(_ platform: RingCentralPlatform) async -> Check {
        let subject = Check.Subject(name: "Licenses", why: "An account that is created takes a license that nobody has.")
        do throws(RingCentralPlatform.Silence) {
            let free = try await platform.unassignedExtensions()
            guard free == 0 else { return subject.passed("\(Check.counted(free, "license")) free") }
            return subject.warning(
                "No license is free: new people will wait.", mend: "Buy licenses in RingCentral's Admin Portal; autoprovision plan says who waits.")
        } catch {
            return subject.passed(Self.words(error))
        }
    }

    private func defaultRoleCheck(_ platform: RingCentralPlatform) async -> Check {
        let subject = Check.Subject(name: "Default role", why: "New users get it; the factory's, Standard (International), may call abroad.")
        do throws(RingCentralPlatform.Silence) {
            guard let role = try await platform.defaultRole() else { return subject.passed("not told") }
            guard role.localizedCaseInsensitiveContains("international") else { return subject.passed("new users get the role \(role)") }
            return subject.warning(
                "New users get the role \(role), with international calls.",
                mend: "If they are not meant to call abroad, choose another default role in RingCentral's Admin Portal under Users, Roles.")
        } catch {
            return subject.passed(Self.words(error))
        }
    }

    /// Why it is not known.
    private static func words(_ silence: RingCentralPlatform.Silence) -> String {
        switch silence {
        case .forbidden(let code, let detail): "not told: RingCentral does not let this app ask (\(code)\(detail.isEmpty ? "" : ": \(detail)"))"
        case .notOffered: "not told: this server does not offer the question"
        case .unanswered(let reason): "not told: \(reason)"
        }
    }
}
