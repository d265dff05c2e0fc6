extension Configuration {
    /// The configuration with nobody signed in.
    ///
    /// The account that authorized the app is never taken away. Where nothing else says which one that is, it is taken to be that of whoever signed in
    /// (``AccountProtection``): then it is named in the settings, so that signing out leaves nobody unprotected.
    ///
    /// - Parameter owner: the account id that came with the tokens.
    package func signedOut(owner: String?) -> Configuration {
        var configuration = self
        if owner == nil, application.protectedAccount == nil { configuration.application.protectedAccount = administrator }
        configuration.administrator = nil
        return configuration
    }
}
