extension Configuration {
    /// Whether saving this in place of `saved` does nothing but turn autoprovisioning off, whatever the revisions' numbers are. That is never in the way of anything, and
    /// nothing may be in its way: it works while the history cannot be written, too.
    package func onlyTurnsOff(_ saved: Configuration?) -> Bool {
        guard var before = saved else { return false }
        before.autoprovisioning.isOn = false
        before.revision = revision
        return before == self
    }
}
