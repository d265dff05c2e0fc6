import GoogleDirectory
package import Provisioning

/// The steps that connect Google by each way: the exact commands, and the places in the Admin console. What is to be replaced is in capital letters.
package enum GoogleInstructions {
    /// The steps of one way.
    package static func text(for way: GoogleWay) -> String {
        let title: String
        var steps: [String]
        switch way {
        case .federation:
            title = "Federation: no key anywhere. Another system (Kubernetes, a CI service, an identity provider) vouches for this machine."
            steps = [account, pool, binding, federationFile, role, connect("--google-credentials /etc/autoprovision/google.json")]
        case .metadataServer:
            title = "Metadata server: no key anywhere. For Compute Engine, GKE and Cloud Run."
            steps = [account, machine, role, connect("--google-metadata")]
        case .keyWithRole:
            title = "A key of a service account with a role of its own: no administrator is acted for. \(policy)"
            steps = [account, key, role, connect("--google-credentials /etc/autoprovision/key.json")]
        case .keyWithDelegation:
            title = "A key and domain-wide delegation: the service account acts for an administrator. \(policy)"
            steps = [account, key, delegation, delegatedConnect]
        }
        steps = steps.enumerated().map { "\($0 + 1). \($1)" }
        return ([title] + steps).joined(separator: "\n\n")
    }

    private static let policy =
        "Organizations made since May 2024 forbid keys (organization policy iam.disableServiceAccountKeyCreation): there take federation."

    private static let account = """
        Make the service account, and switch on what it uses:

           gcloud config set project PROJECT
           gcloud services enable admin.googleapis.com iam.googleapis.com iamcredentials.googleapis.com sts.googleapis.com
           gcloud iam service-accounts create autoprovision
        """

    private static let pool = """
        Make a pool that trusts the system which vouches for this machine. ISSUER is its https address, SUBJECT what it calls this machine:

           gcloud iam workload-identity-pools create autoprovision --location=global
           gcloud iam workload-identity-pools providers create-oidc office --location=global --workload-identity-pool=autoprovision \\
             --issuer-uri=ISSUER --attribute-mapping=google.subject=assertion.sub --attribute-condition="assertion.sub == 'SUBJECT'"
        """

    private static let binding = """
        Let that identity, and nobody else, act as the service account. NUMBER is the project's number:

           gcloud iam service-accounts add-iam-policy-binding autoprovision@PROJECT.iam.gserviceaccount.com \\
             --role=roles/iam.workloadIdentityUser \\
             --member=principal://iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/autoprovision/subject/SUBJECT
        """

    private static let federationFile = """
        Make the federation file. TOKENFILE is where the system puts the token that proves who this machine is; it must be made for the
           audience https://iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/autoprovision/providers/office:

           gcloud iam workload-identity-pools create-cred-config \\
             projects/NUMBER/locations/global/workloadIdentityPools/autoprovision/providers/office \\
             --service-account=autoprovision@PROJECT.iam.gserviceaccount.com --credential-source-file=TOKENFILE --output-file=google.json
           sudo install -m 644 google.json /etc/autoprovision/google.json
        """

    private static let machine = """
        Attach the service account to the machine. On Compute Engine, with the machine stopped and with the scopes of the directory:

           gcloud compute instances set-service-account MACHINE --service-account=autoprovision@PROJECT.iam.gserviceaccount.com \\
             --scopes=\(GoogleRight.scopes(readsDomains: false).joined(separator: ","))

           On Cloud Run: gcloud run services update SERVICE --service-account=autoprovision@PROJECT.iam.gserviceaccount.com
           On GKE: annotate the Kubernetes service account with iam.gke.io/gcp-service-account=autoprovision@PROJECT.iam.gserviceaccount.com
        """

    private static let key = """
        Make a key, and give it to nobody but the service's user:

           gcloud iam service-accounts keys create key.json --iam-account=autoprovision@PROJECT.iam.gserviceaccount.com
           sudo install -m 600 -o autoprovision -g autoprovision key.json /etc/autoprovision/key.json && shred -u key.json
        """

    private static let role = """
        In the Admin console under Account › Admin roles › Create new role, make the role "autoprovision reader" with these Admin API privileges:

        \(GoogleRight.ofRole.map { "   \($0.label)  (\($0.privilege))" }.joined(separator: "\n"))

           Then Assign service accounts › autoprovision@PROJECT.iam.gserviceaccount.com, for the whole organization. A role that is limited to one
           organizational unit is refused: everybody else would look as if they had left. A new role takes a few minutes.
        """

    private static let delegation = """
        In the Admin console under Security › Access and data control › API controls › Domain-wide delegation, add the service account's client id
           ("client_id" in the key) with these scopes:

        \(GoogleRight.scopes(readsDomains: true).map { "   \($0)" }.joined(separator: "\n"))
        """

    private static let delegatedConnect = """
        Connect, in the name of an administrator whose role may read people, groups and organizational units:

           autoprovision setup --google-credentials /etc/autoprovision/key.json --google-administrator admin@your-company.com
           autoprovision doctor
        """

    private static func connect(_ option: String) -> String {
        """
        Connect. The customer id is in the Admin console under Account › Account settings › Profile, the primary domain under Account › Domains:

           autoprovision setup \(option) --google-customer C01abc234 --google-domain your-company.com
           autoprovision doctor
        """
    }
}
