import FileHome
import OAuth
import RingCentral

extension ApplicationProfile {
    /// The server that authorizes the app. RingCentral's codes mean the same for every app: its service has profiles under other names, and no other server is
    /// known to use them.
    var authorizationServer: AuthorizationServer { RingCentralProfile.authorizationServer(named: name) }
}
