import Terminal

extension SymbolSet {
    /// Who somebody is in a list: the name, or the address where this terminal cannot show the name's letters.
    func who(_ name: String, _ email: String) -> String { canShow(name) ? name : email }

    /// Who everybody in a list is: people of one name are called by their addresses.
    func who(_ people: [(name: String, email: String)]) -> [String] {
        let namesakes = Dictionary(people.map { ($0.name, Set([$0.email])) }, uniquingKeysWith: { $0.union($1) }).filter { $0.value.count > 1 }
        return people.map { namesakes[$0.name] == nil || $0.email.isEmpty || !canShow($0.name) ? who($0.name, $0.email) : $0.email }
    }

    /// The address beside ``who(_:_:)``: nothing where that is the address already.
    func address(_ name: String, _ email: String) -> String { canShow(name) ? email : "" }
}
