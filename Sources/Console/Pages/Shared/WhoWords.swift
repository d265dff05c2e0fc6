import Terminal

extension SymbolSet {
    /// Who somebody is in a list: the name, or the address where this terminal cannot show the name's letters.
    func who(_ name: String, _ email: String) -> String { canShow(name) ? name : email }

    /// The address beside ``who(_:_:)``: nothing where that is the address already.
    func address(_ name: String, _ email: String) -> String { canShow(name) ? email : "" }
}
