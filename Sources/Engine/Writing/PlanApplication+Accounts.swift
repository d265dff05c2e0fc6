import Provisioning

extension PlanApplication {
    /// Reads accounts ahead by pages, where the actions that come next would read more of them one by one.
    func readAhead(_ queue: WriteQueue) async {
        let soon = queue.waiting.prefix { ActionWriter.readsFirst($0.kind) && ($0.kind != .adopt || !writer.accounts.listsAreShort) }
            .reduce(0) { $0 + $1.count }
        guard soon > 1, writer.readings.isEmpty, !writer.readings.isGivenUp, let linked = try? await ledger.linkCount() else { return }
        await writer.readings.readAhead(soon, of: Set(plan.entries.compactMap(\.accountID)), linked: linked, from: writer.accounts)
    }

    /// How many reads the actions that did not begin yet will take, beside their writes.
    func reads(of queue: WriteQueue) -> Int {
        let areAhead = !writer.readings.isEmpty
        return queue.waiting.reduce(0) { $0 + $1.count * Self.reads($1.kind, areAhead: areAhead) }
    }

    /// The same for a whole plan.
    func reads(_ kinds: [ActionKind]) -> Int { kinds.reduce(0) { $0 + Self.reads($1, areAhead: false) } }

    private static func reads(_ kind: ActionKind, areAhead: Bool) -> Int {
        let reads = ActionWriter.requests(kind) - 1
        return areAhead && ActionWriter.readsFirst(kind) && kind != .adopt ? max(0, reads - 1) : reads
    }

    /// To whom the accounts are linked that the app answered with where somebody was to get one, by account id.
    func holders(of ended: [(entry: PlanEntry, result: ActionWriter.Result)]) async -> [String: String] {
        let accounts = ended.compactMap { entry, result -> String? in
            guard case .done(.linked(let link)) = result, entry.kind == .create || entry.kind == .adopt else { return nil }
            return link.accountID
        }
        return accounts.isEmpty ? [:] : (try? await ledger.holders(ofAccounts: accounts)) ?? [:]
    }

    /// What an action came to, unless the app answered with an account that is linked to somebody else: that one stays theirs.
    func refusingOthersAccount(_ result: ActionWriter.Result, of entry: PlanEntry, _ holders: [String: String]) -> ActionWriter.Result {
        guard case .done(.linked(let link)) = result, entry.kind == .create || entry.kind == .adopt,
            let holder = holders[link.accountID], holder != entry.personID
        else { return result }
        return .found(.linkedToAnother(accountID: link.accountID, personID: holder))
    }
}
