package olmoe.filters.rule.dolma.secrets;

/// The plug-ins of detect-secrets 1.4.0 by what they call their finds.
enum Kind {
    ARTIFACTORY("Artifactory Credentials"),
    AWS("AWS Access Key"),
    AZURE("Azure Storage Account access key"),
    BASE64("Base64 High Entropy String"),
    BASIC_AUTH("Basic Auth Credentials"),
    CLOUDANT("Cloudant Credentials"),
    DISCORD("Discord Bot Token"),
    GITHUB("GitHub Token"),
    HEX("Hex High Entropy String"),
    IBM_CLOUD("IBM Cloud IAM Key"),
    IBM_STORAGE("IBM COS HMAC Credentials"),
    WEB_TOKEN("JSON Web Token"),
    MAILCHIMP("Mailchimp Access Key"),
    NPM("NPM tokens"),
    PRIVATE_KEY("Private Key"),
    KEYWORD("Secret Keyword"),
    SENDGRID("SendGrid API Key"),
    SLACK("Slack Token"),
    SOFTLAYER("SoftLayer Credentials"),
    SQUARE("Square OAuth Secret"),
    STRIPE("Stripe Access Key"),
    TWILIO("Twilio API Key");

    private final String title;

    Kind(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /// The plug-ins that are no pattern of one issuer: what stands after a name of an id is none of theirs.
    boolean isGuess() {
        return this == BASE64 || this == HEX || this == KEYWORD;
    }
}
