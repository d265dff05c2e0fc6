extension GoogleConnection: Codable {
    /// The keys of `directory` in `config.json`. `keyFile`, `federationFile` and `metadataServer` exclude one another.
    enum CodingKeys: String, CodingKey, CaseIterable {
        case keyFile, federationFile, metadataServer, administrator, customer, primaryDomain, apiBaseURL
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let keyFile = try container.decodeIfPresent(String.self, forKey: .keyFile)
        let federationFile = try container.decodeIfPresent(String.self, forKey: .federationFile)
        let metadataServer = try container.decodeIfPresent(String.self, forKey: .metadataServer)
        let named = [
            keyFile.map(Credentials.keyFile), federationFile.map(Credentials.federationFile), metadataServer.map(Credentials.metadataServer),
        ]
        .compactMap(\.self)
        guard let credentials = named.first, named.count == 1 else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: named.isEmpty
                        ? "one of keyFile, federationFile and metadataServer is missing"
                        : "keyFile, federationFile and metadataServer exclude one another"
                ))
        }
        self.init(
            credentials, administrator: try container.decodeIfPresent(String.self, forKey: .administrator),
            customer: try container.decodeIfPresent(String.self, forKey: .customer) ?? Self.ownCustomer,
            primaryDomain: try container.decodeIfPresent(String.self, forKey: .primaryDomain),
            apiBaseURL: try container.decodeIfPresent(String.self, forKey: .apiBaseURL))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch credentials {
        case .keyFile(let file): try container.encode(file, forKey: .keyFile)
        case .federationFile(let file): try container.encode(file, forKey: .federationFile)
        case .metadataServer(let address): try container.encode(address, forKey: .metadataServer)
        }
        try container.encodeIfPresent(administrator, forKey: .administrator)
        try container.encode(customer, forKey: .customer)
        try container.encodeIfPresent(primaryDomain, forKey: .primaryDomain)
        try container.encodeIfPresent(apiBaseURL, forKey: .apiBaseURL)
    }
}
