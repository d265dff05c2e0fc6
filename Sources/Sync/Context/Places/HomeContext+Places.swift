import Engine
import FileHome
import Files
import Foundation
import Provisioning
import RingCentral
import ValueLibraries

/// The countries and states of RingCentral's own dictionaries, by which addresses are written.
extension HomeContext {
    /// Asks the app for its dictionaries where a step of the mapping needs them and what it told is old, and makes what counts known to the tools of steps. That it does
    /// not answer stops nothing: what it told before counts, or else Debian's package.
    nonisolated(nonsending) func bringPlacesUpToDate(_ configuration: Configuration, isAuthorized: Bool) async {
        var told = ToldPlaces(in: home)
        let now = self.now
        guard let platform = (try? application())?.platform else { return valueTools.use(nil, edition: "") }
        // Another account's server may have other names.
        if told.server != platform.server { told = ToldPlaces(server: platform.server) }
        if isAuthorized, Self.needsPlaces(configuration), told.isDue(at: now) {
            told.take(try? await platform.places(), at: now)
            if let data = try? JSONEncoder().encode(told) { try? home.write(data, to: .places) }
        }
        valueTools.use(told.dictionary, edition: told.edition)
    }

    /// Whether a step of the mapping writes a country or a region.
    static func needsPlaces(_ configuration: Configuration) -> Bool {
        configuration.autoprovisioning.mapping.contains { mapping in
            mapping.sources.contains { $0.steps.contains { $0.name == .country || $0.name == .region } }
        }
    }
}

extension ToldPlaces {
    /// What the app told so far, as a home keeps it.
    init(in home: any HomeStorage) {
        guard let data = (try? home.read(.places)) ?? nil else {
            self.init()
            return
        }
        // A file that cannot be read is worth a question, not an error.
        self = (try? JSONDecoder().decode(ToldPlaces.self, from: data)) ?? ToldPlaces()
    }
}
