import Terminal

extension SymbolSet {
    /// Who somebody is in a list: the name, or the address where this terminal cannot show the name's letters.
    func who(_ name: String, _ email: String) -> String { isASCIIOnly && !name.allSatisfy(\.isASCII) ? email : name }
}
