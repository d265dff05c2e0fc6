import CCurl

extension HTTPTransportError {
    /// Why libcurl gave no answer. `hasLeft` tells whether a part of the request may have been sent: if not, it surely had no effect.
    init(_ code: CURLcode, host: String, words: String, hasLeft: Bool) {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: self = .unreachable(host: host, reason: "no such host")
        case CURLE_COULDNT_RESOLVE_PROXY: self = .unreachable(host: host, reason: "the name of the proxy is not known")
        case CURLE_COULDNT_CONNECT: self = .unreachable(host: host, reason: "no connection")
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: self = .unreachable(host: host, reason: "the address is not valid")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_INVALIDCERTSTATUS:
            self = .untrustedServer(host: host, reason: words)
        case CURLE_OPERATION_TIMEDOUT:
            self = hasLeft ? .noAnswer(host: host, reason: "no answer in time") : .unreachable(host: host, reason: "no connection in time")
        default: self = hasLeft ? .noAnswer(host: host, reason: "connection lost") : .unreachable(host: host, reason: words)
        }
    }
}
