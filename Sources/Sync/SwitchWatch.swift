import ConfigurationStore
import Provisioning
import Synchronization

/// Whether the switch is on, asked many times a second: the file is read again only when another one was saved. A file that is gone or cannot be read is off.
final class SwitchWatch: Sendable {
    private let store: ConfigurationStore
    private let known = Mutex<(version: ConfigurationStore.FileVersion?, isOn: Bool)>((nil, false))

    init(store: ConfigurationStore) { self.store = store }

    var isOn: Bool {
        let version = store.version()
        return known.withLock { known in
            if version == nil || version != known.version {
                known = (version, (try? store.load())?.autoprovisioning.isOn ?? false)
            }
            return known.isOn
        }
    }
}
