import Foundation

/// The page at `/`: what this is, who is there, what was asked, and buttons for the common acts.
struct OverviewPage {
    /// Rows of a table before it is cut.
    static let rowLimit = 500

    let world: SandboxWorld
    let notice: String?

    var html: String {
        let people = world.matchingPeople("")
        let accounts = world.state.accounts.all
        return Page.html(
            title: "autoprovision sandbox",
            body: """
                <h1>autoprovision sandbox</h1>
                \(notice.map { "<p class=\"notice\" role=\"status\">\($0.htmlEscaped)</p>" } ?? "")
                <p>A stand-in for RingCentral (OAuth, SCIM) and for Google (token endpoint, Directory API) on this machine. Everybody here is invented.</p>
                \(figures(people: people, accounts: accounts))
                <h2>Acts</h2>
                \(acts)
                <h2>People in the directory (\(people.count))</h2>
                \(peopleTable(people))
                <h2>Organizational units (\(world.state.organisation.units.count))</h2>
                \(unitTable)
                <h2>RingCentral accounts (\(accounts.count))</h2>
                \(accountTable(accounts))
                <h2>Last requests</h2>
                \(requestTable)
                <p class="note">Scripts: <a href="/sandbox/status"><code>/sandbox/status</code></a>, <a href="/sandbox/connection.json"><code>/sandbox/connection.json</code></a>,
                <a href="/sandbox/people"><code>/sandbox/people</code></a>, <a href="/sandbox/accounts"><code>/sandbox/accounts</code></a>,
                <a href="/sandbox/groups"><code>/sandbox/groups</code></a>, <a href="/sandbox/units"><code>/sandbox/units</code></a>, <a href="/sandbox/requests/summary"><code>/sandbox/requests/summary</code></a>,
                <a href="/sandbox/faults"><code>/sandbox/faults</code></a></p>
                """)
    }

    private func figures(people: [Person], accounts: [Account]) -> String {
        let rows: [(String, String)] = [
            ("Address", world.baseURL), ("Clock", "\(world.now.rfc3339) (moved by \(Int(world.state.clockOffset)) s)"),
            (
                "People",
                "\(people.count { $0.deletionTime == nil }) listed, \(people.count(where: \.suspended)) suspended, \(people.count(where: \.archived)) archived, \(people.count { $0.deletionTime != nil }) deleted"
            ), ("Groups", String(world.state.organisation.groups.count)),
            (
                "Accounts",
                "\(accounts.count), of which \(accounts.count(where: \.active)) active; \(max(0, world.state.licences - accounts.count)) licences free"
            ),
            ("Sign in", "\(SandboxClient.userName) / \(world.state.authorization.password)"),
            ("Requests a minute", "\(world.limits.light) light, \(world.limits.heavy) heavy, \(world.limits.auth) auth"),
            ("Faults waiting", String(world.faults.count)), ("State file", world.saveFailure ?? "no problem"),
        ]
        return "<dl>" + rows.map { "<dt>\($0.0)</dt><dd>\($0.1.htmlEscaped)</dd>" }.joined() + "</dl>"
    }

    private var acts: String {
        [
            form("/sandbox/password", [("password", "password", "New password")], "Change password"),
            form("/sandbox/sessions/end", [], "End all sessions"),
            form("/sandbox/clock", [("advanceSeconds", "number", "Seconds")], "Advance clock"),
            button("/sandbox/clock", ("advanceSeconds", "604801"), "Let seven days pass"),
            form("/sandbox/licences", [("free", "number", "Free licences")], "Set licences"),
            button(
                "/sandbox/activation", ("required", String(world.state.accountsAwaitActivation != true)),
                world.state.accountsAwaitActivation == true ? "New accounts start active" : "New accounts start not activated"),
            button("/sandbox/accounts/activate", nil, "Activate all accounts"),
            button("/sandbox/limits", ("preset", "stock"), "Stock limits"),
            button("/sandbox/limits", ("preset", "demo"), "Demo limits"),
            form("/sandbox/latency", [("milliseconds", "number", "Milliseconds")], "Set latency"),
            form("/sandbox/faults", [("kind", "text", "status"), ("path", "text", "/scim/v2/Users"), ("status", "number", "503")], "Add fault"),
            form(
                "/sandbox/faults", [("kind", "text", "withoutEffect"), ("path", "text", "/scim/v2/Users"), ("answer", "text", "unchanged")],
                "Add fault"),
            form("/sandbox/faults/clear", [], "Clear faults"), form("/sandbox/requests/reset", [], "Reset log"),
        ].joined(separator: "\n")
    }

    func form(_ action: String, _ inputs: [(name: String, type: String, hint: String)], _ label: String) -> String {
        let fields = inputs.map {
            "<input name=\"\($0.name)\" type=\"\($0.type)\" placeholder=\"\($0.hint)\" aria-label=\"\($0.name)\" autocomplete=\"off\">"
        }
        return "<form class=\"inline\" method=\"post\" action=\"\(action.htmlEscaped)\">\(fields.joined()) <button>\(label)</button></form>"
    }

    private func button(_ action: String, _ value: (name: String, value: String)?, _ label: String) -> String {
        let field = value.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" } ?? ""
        return "<form class=\"inline\" method=\"post\" action=\"\(action.htmlEscaped)\">\(field)<button>\(label)</button></form>"
    }

    private func peopleTable(_ people: [Person]) -> String {
        table(["Name", "Address", "Unit", "State", ""], people) { person in
            let acts: [String]
            let state: String
            if person.deletionTime != nil {
                (state, acts) = ("deleted", ["undelete"])
            } else {
                state = person.archived ? "archived" : person.suspended ? "suspended" : person.guestEmail == nil ? "active" : "guest"
                acts = [person.suspended ? "unsuspend" : "suspend", person.archived ? "unarchive" : "archive", "delete"]
            }
            let buttons = acts.map { button("/sandbox/people/\(person.id)/\($0)", nil, $0.capitalized) }.joined()
            return ["\(person.givenName) \(person.familyName)", person.primaryEmail, person.orgUnitPath, state].map(\.htmlEscaped) + [buttons]
        }
    }

    private func accountTable(_ accounts: [Account]) -> String {
        table(["Id", "User name", "Name", "Title", "External id", "State", ""], accounts) { account in
            let state = account.active ? "active" : account.awaitsActivation == true ? "not activated" : "suspended"
            let address = "/sandbox/accounts/" + account.id
            let acts = [account.active ? "suspend" : "activate", "delete"].map { button("\(address)/\($0)", nil, $0.capitalized) }
            return [
                account.id, account.userName, "\(account.givenName) \(account.familyName)", account.title ?? "", account.externalId ?? "", state,
            ].map(\.htmlEscaped) + [acts.joined()]
        }
    }

    private var requestTable: String {
        table(["Time", "Method", "Path", "Group", "Status"], world.log.entries.suffix(30).reversed()) { entry in
            [
                entry.time.rfc3339, entry.method, entry.path + (entry.query.isEmpty ? "" : "?" + entry.query), entry.group ?? "",
                entry.delivery == "whole" ? String(entry.status) : entry.delivery,
            ].map(\.htmlEscaped)
        }
    }

    /// - Parameter cells: HTML of a row's cells, already escaped.
    func table<Row>(_ heads: [String], _ rows: [Row], cells: (Row) -> [String]) -> String {
        let head = heads.map { "<th scope=\"col\">\($0)</th>" }.joined()
        let body = rows.prefix(Self.rowLimit).map { row in "<tr>" + cells(row).map { "<td dir=\"auto\">\($0)</td>" }.joined() + "</tr>" }
        let rest = rows.count > Self.rowLimit ? "<p class=\"note\">and \(rows.count - Self.rowLimit) more</p>" : ""
        return "<div class=\"scroll\"><table><thead><tr>\(head)</tr></thead><tbody>\(body.joined())</tbody></table></div>\(rest)"
    }
}
