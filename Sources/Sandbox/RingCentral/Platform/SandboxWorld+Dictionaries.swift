/// RingCentral's dictionaries, as far as they are asked: countries and states.
///
/// Source: RingCentral's public OpenAPI document.
extension SandboxWorld {
    /// One page of the dictionary that these segments name.
    func dictionary(_ request: SandboxRequest, _ segments: [String]) throws(Refusal) -> JSONValue {
        let (page, length) = try Self.page(request.parameters)
        let rows: [JSONValue]
        switch segments {
        case ["country"]: rows = PlaceCatalogue.countries.map(resource)
        case ["state"]:
            let countries: [PlaceCatalogue.Row]
            if request.parameters["allCountries"] == "true" {
                countries = PlaceCatalogue.countries
            } else {
                guard let id = request.parameters["countryId"], let country = PlaceCatalogue.countries.first(where: { "\($0.id)" == id }) else {
                    throw Self.invalidParameter("countryId")
                }
                countries = [country]
            }
            rows = countries.flatMap { country in (PlaceCatalogue.states[country.code] ?? []).map { resource($0, in: country) } }
        default: throw Self.invalidAddress
        }
        let begin = min((page - 1) * length, rows.count)
        return Self.list(Array(rows[begin..<min(begin + length, rows.count)]), page: page, length: length, total: rows.count)
    }

    private func resource(_ country: PlaceCatalogue.Row) -> JSONValue {
        [
            "id": .string("\(country.id)"), "uri": .string(uri("country", country)), "name": .string(country.name), "isoCode": .string(country.code),
            "loginAllowed": true, "signupAllowed": true,
        ]
    }

    private func resource(_ state: PlaceCatalogue.Row, in country: PlaceCatalogue.Row) -> JSONValue {
        [
            "id": .string("\(state.id)"), "uri": .string(uri("state", state)), "name": .string(state.name), "isoCode": .string(state.code),
            "country": ["id": .string("\(country.id)"), "uri": .string(uri("country", country))],
        ]
    }

    private func uri(_ dictionary: String, _ row: PlaceCatalogue.Row) -> String { "\(baseURL)/restapi/v1.0/dictionary/\(dictionary)/\(row.id)" }
}
