/// What an administrator can do next, as data: the command line names a command for it, the console a page or a key.
package enum CommandHint: Sendable, Equatable, CaseIterable {
    case authorize
    case reauthorize
    /// Look at what is due.
    case seePending
    /// Let runs go on that wait for an answer.
    case letRunsGoOn
    case turnOff
    /// Name the account that is never taken away.
    case protectAccount
    /// Have a finding about an account not reported any more.
    case ignoreFinding
}
