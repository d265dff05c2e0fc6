import Directory

extension GoogleFailure {
    /// The error to report for a request that reads `subject`.
    ///
    /// - Parameters:
    ///   - access: who asked, and in whose name.
    ///   - right: what the question needs of a role; `nil` for one that needs nothing special.
    func error(reading subject: String, by access: GoogleAccess, needing right: GoogleRight?) -> DirectoryError {
        let why = reason.isEmpty ? message : reason
        switch status {
        case 401:
            return .unauthorized(
                "Google no longer accepts the service account's token while reading \(subject). Check the \(access.credentialsWord) and the \(access.grantWord)."
            )
        case _ where isDailyQuota:
            return .throttled(
                "The Cloud project has used up its requests for this day, so \(subject) could not be read (\(why)). Google gives new ones at midnight, Pacific "
                    + "time; raise the quota of the Admin SDK API in the Cloud project, or wait. Nothing was changed.")
        case _ where isQuota:
            return .throttled(
                "Google asks to slow down while \(subject) are read (\(why)). Try again later, or raise the quota of the Cloud project.")
        case _ where isPrecondition:
            return .unreliable(
                "Google refused to read \(subject) for a state of its own (\(why): \(message)). If it stays, check that \(access.preconditionWord), and that "
                    + "directory.customer is that organization's. Nothing was changed.")
        case 400 where access.administrator == nil && access.customer == "my_customer":
            return .invalidSettings(
                "Google does not know my_customer of a service account (\(why)). Name the customer id that the Admin console shows under Account › Account settings › "
                    + "Profile: autoprovision setup --google-customer ID")
        case 403 where !isGoogles:
            return .unreachable(
                "Something between here and Google refused to read \(subject) (status 403, no answer of Google's). Check the proxy or firewall. Nothing was changed."
            )
        case 403 where saysThatAPIIsOff:
            return .permissionMissing(
                "The Admin SDK API is off in the service account's Cloud project, so \(subject) cannot be read (\(why)). Switch it on: gcloud services enable "
                    + "admin.googleapis.com, and wait a few minutes. Nothing was changed.")
        case 403 where lacksScope: return .permissionMissing(scopeWords(subject, access, right, why))
        case 403: return .permissionMissing(rightWords(subject, access, right, why))
        case 500...: return .unreachable("Google answered \(status) while \(subject) were read. Try again in a minute.")
        default: return .unreliable("Google refused to list \(subject): \(message) (status \(status)). Nothing was changed.")
        }
    }

    private func rightWords(_ subject: String, _ access: GoogleAccess, _ right: GoogleRight?, _ why: String) -> String {
        if access.administrator != nil {
            return "Google does not allow the administrator to read \(subject) (\(why)). Give that administrator a role that may "
                + "read users, groups and organizational units, and switch on the Admin SDK API in the Cloud project."
        }
        if right == .domains {
            return
                "Google does not let \(access.account) read the domains (\(why)), and no role allows it without the right to change them. Name the primary domain "
                + "instead: autoprovision setup --google-domain DOMAIN. Nothing was changed."
        }
        return "The role of \(access.account) does not allow it to read \(subject) (\(why)). In the Admin console under Account › Admin roles, "
            + (right.map { "give the role the privilege \"\($0.label)\" (Admin API privileges) and assign" } ?? "assign")
            + " it to the service account for the whole organization; a new role takes a few minutes. Nothing was changed."
    }

    private func scopeWords(_ subject: String, _ access: GoogleAccess, _ right: GoogleRight?, _ why: String) -> String {
        let scopes = (right?.scopes ?? []).joined(separator: " ")
        let cure =
            switch access.credentials {
            case .metadataServer:
                "This machine's metadata server ignores which scopes are asked for: on Compute Engine stop the machine, give it these access scopes, and start it again; "
                    + "or connect Google by federation."
            case .key, .federation: "Make the token's scopes complete, and check that nothing between here and Google changes the request."
            }
        return "The token does not allow reading \(subject): it lacks the scope \(scopes) (\(why)). \(cure) Nothing was changed."
    }
}

extension GoogleAccess {
    /// What tokens are made from, in a sentence.
    fileprivate var credentialsWord: String {
        switch credentials {
        case .key: "key"
        case .metadataServer: "service account of this machine"
        case .federation: "federation file"
        }
    }

    /// What lets the service account read, in a sentence.
    fileprivate var grantWord: String { administrator == nil ? "role of the service account" : "delegation" }

    fileprivate var preconditionWord: String {
        administrator == nil
            ? "an administrator has signed in to the Admin console and accepted its terms"
            : "directory.administrator has signed in to the Admin console and accepted its terms"
    }
}
