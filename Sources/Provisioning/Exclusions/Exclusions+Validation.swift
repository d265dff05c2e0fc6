/// What cannot be right in the exclusions.
extension Exclusions {
    var problems: [ConfigurationProblem] {
        var problems: [ConfigurationProblem] = []
        for (index, person) in people.enumerated() where person.id.trimmed.isEmpty || person.isByAddress && !person.email.contains("@") {
            problems.append(
                .init(path: "exclusions.people[\(index)]", message: "\"\(person.email)\" is not an address; write the person's address, or their id.")
            )
        }
        for (index, account) in accounts.enumerated() where account.trimmed.isEmpty || account.trimmed != account {
            problems.append(
                .init(path: "exclusions.accounts[\(index)]", message: "\"\(account)\" names no account; write its user name or its id in the app."))
        }
        return problems
    }
}
