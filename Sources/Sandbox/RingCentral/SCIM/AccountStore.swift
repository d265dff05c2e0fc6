import Foundation

/// The accounts of one RingCentral company, in order of creation, with a look-up by address.
struct AccountStore: Sendable, Equatable {
    /// The extension of the administrator who consents.
    static let administratorID = "62264420004"

    private var byID: [String: Account] = [:]
    private var idsByAddress: [String: String] = [:]
    /// Ascending.
    private var order: [Int] = []
    private var nextID = 62_264_420_004

    subscript(_ id: String) -> Account? { byID[id] }

    var count: Int { order.count }

    /// All accounts, oldest first.
    var all: [Account] { order.compactMap { byID[String($0)] } }

    /// A stretch of `all`, without making the whole of it.
    func page(from start: Int, count: Int) -> [Account] {
        order.dropFirst(start).prefix(count).compactMap { byID[String($0)] }
    }

    /// Addresses compare without regard to case.
    func account(named address: String) -> Account? { idsByAddress[address.lowercased()].flatMap { byID[$0] } }

    /// Gives an account the next id and keeps it.
    mutating func insert(_ account: Account) -> Account {
        var account = account
        account.id = String(nextID)
        byID[account.id] = account
        idsByAddress[account.userName.lowercased()] = account.id
        order.append(nextID)
        nextID += 1
        return account
    }

    mutating func update(_ account: Account) {
        guard let old = byID[account.id] else { return }
        idsByAddress[old.userName.lowercased()] = nil
        idsByAddress[account.userName.lowercased()] = account.id
        byID[account.id] = account
    }

    /// Goes back to earlier accounts, but not to earlier ids: an id that was told to somebody is never given to another account.
    mutating func goBack(to earlier: AccountStore) {
        let next = nextID
        self = earlier
        nextID = next
    }

    /// - Returns: whether there was such an account.
    mutating func remove(_ id: String) -> Bool {
        guard let account = byID.removeValue(forKey: id) else { return false }
        idsByAddress[account.userName.lowercased()] = nil
        order.removeAll { String($0) == id }
        return true
    }
}

extension AccountStore: Codable {
    private enum CodingKeys: String, CodingKey { case accounts, nextID }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        nextID = try container.decode(Int.self, forKey: .nextID)
        for account in try container.decode([Account].self, forKey: .accounts) {
            guard let number = Int(account.id), number < nextID, byID[account.id] == nil else {
                throw DecodingError.dataCorruptedError(forKey: .accounts, in: container, debugDescription: "account id \(account.id) is impossible")
            }
            byID[account.id] = account
            idsByAddress[account.userName.lowercased()] = account.id
            order.append(number)
        }
        order.sort()
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(all, forKey: .accounts)
        try container.encode(nextID, forKey: .nextID)
    }
}

extension AccountStore {
    /// What was there before anybody provisioned: the administrator, a service account, two accounts that match people of the directory and belong
    /// to no provisioning client, and one that belongs to another.
    init(sampleFor organisation: Organisation, at now: Date) {
        func add(_ userName: String, _ given: String, _ family: String, title: String?, externalId: String? = nil) {
            _ = insert(
                Account(
                    id: "", externalId: externalId, userName: userName, email: userName, givenName: given, familyName: family, title: title,
                    active: true, created: now,
                    lastModified: now))
        }
        add(SandboxClient.userName, "Ada", "Administrator", title: "IT administrator")
        add("lobby.phone@corp.example", "Lobby", "Phone", title: "Service account")
        for index in 1...3 where organisation.people.indices.contains(index) && organisation.people[index].deletionTime == nil {
            let person = organisation.people[index]
            add(
                person.primaryEmail, person.givenName, person.familyName, title: "Entered by hand",
                externalId: index == 3 ? "okta-00u1foreign9XyZ" : nil)
        }
    }
}
