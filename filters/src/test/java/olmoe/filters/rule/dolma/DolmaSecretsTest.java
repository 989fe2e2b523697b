package olmoe.filters.rule.dolma;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import olmoe.filters.rule.Rules;
import olmoe.filters.rule.dolma.secrets.DetectSecrets;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Both sides of each pattern and filter of detect-secrets 1.4.0, as that program decided: `text ~ type value@start;
/// …`.
/// `<H>` is a text of 32 hexadecimal digits, `<B>` one of 32 letters and digits, so that no test looks like a secret.
class DolmaSecretsTest {
    private static final String HEX = "0f1e2d3c4b5a6978" + "8796a5b4c3d2e1f0";
    private static final String DRAWN = "Zq3xV9bL1nT7yR5c" + "W0kD8mF2sH6jG4pA";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x AKCZq3xV9bL1n y ~ Artifactory_Credentials  AKCZq3xV9bL1n @1",
                "x AKCZq3xV9bL1 y ~",
                "AP3Zq3xV9bL ~ Artifactory_Credentials AP3Zq3xV9bL@0",
                "xAKCZq3xV9bL1nT7 ~",
                "AKIAQ1Q1Q1Q1Q1Q1Q1Q1 ~ AWS_Access_Key AKIAQ1Q1Q1Q1Q1Q1Q1Q1@0",
                "AKIAQ1Q1Q1Q1Q1Q1Q1Q ~",
                "aws my_key x = '<B>Zq3xV9bL' ~ AWS_Access_Key <B>Zq3xV9bL@16; Base64_High_Entropy_String <B>Zq3xV9bL@16",
                "aws 12345678901234567890 key = '<B>Zq3xV9bL' ~ Base64_High_Entropy_String <B>Zq3xV9bL@32",
                "aws 1234567890123456789012 key = '<B>Zq3xV9bL' ~ Base64_High_Entropy_String <B>Zq3xV9bL@34",
                "AccountKey=<B><B>Zq3xV9bL1nT7yR5cW0kD8mF2 ~ Secret_Keyword <B><B>Zq3xV9bL1nT7yR5cW0kD8mF2@11; Azure_Storage_Account_access_key AccountKey=<B><B>Zq3xV9bL1nT7yR5cW0kD8mF2@0",
                "AccountKey=<B><B>Zq3xV9bL1nT7yR5cW0kD8mF ~ Secret_Keyword <B><B>Zq3xV9bL1nT7yR5cW0kD8mF@11",
                "f('<B>') ~ Base64_High_Entropy_String <B>@3",
                "f('abababababababababababababababab') ~",
                "f('<H>') ~ Hex_High_Entropy_String <H>@3",
                "f('01230123012301230123012301230123') ~",
                "f('abcdef') ~",
                "f('abcdef01abcdef01abcdef01abcdef01') ~",
                "a://me:pa55@h ~ Basic_Auth_Credentials pa55@7",
                "a://me:pa55/@h ~",
                "a://me:{pa}@h ~",
                "cloudant_pw: <H><H> ~ Cloudant_Credentials <H><H>@13",
                "cl-apikey=>\"abcdefghijklmnopqrstuvwx\" ~",
                "http://me:<H><H>@me.cloudant.com ~ Basic_Auth_Credentials <H><H>@10; Cloudant_Credentials <H><H>@10",
                "cloud_pw: <H><H> ~",
                "MZq3xV9bL1nT7yR5cW0kD8mF.Zq3xV9.Zq3xV9bL1nT7yR5cW0kD8mF2sH6 ~ Discord_Bot_Token MZq3xV9bL1nT7yR5cW0kD8mF.Zq3xV9.Zq3xV9bL1nT7yR5cW0kD8mF2sH6@0",
                "MZq3xV9bL1nT7yR5cW0kD8mF.Zq3xV9.Zq3xV9bL1nT7yR5cW0kD8mF2sH ~",
                "ghp_<B>Zq3x ~ GitHub_Token ghp@0",
                "ghx_<B>Zq3x ~",
                "ibm-iam-key := <B>Zq3xV9bL1nT7 ~ IBM_Cloud_IAM_Key <B>Zq3xV9bL1nT7@15",
                "ibm-iam-key := <B>Zq3xV9bL1nT7y ~",
                "cos_hmac_secret_access_key = <H>0f1e2d3c4b5a6978 ~ IBM_COS_HMAC_Credentials <H>0f1e2d3c4b5a6978@29; Secret_Keyword <H>0f1e2d3c4b5a6978@29",
                "secret-key <H>0f1e2d3c4b5a6978 ~ IBM_COS_HMAC_Credentials <H>0f1e2d3c4b5a6978@11",
                "t eyJhbGciOiJub25lIn0.eyJhIjoxfQ.c2ln ~ JSON_Web_Token eyJhbGciOiJub25lIn0.eyJhIjoxfQ.@2",
                "t eyJhbGciOiJub25lIn0.eyJhIjoxfX.c2ln ~ JSON_Web_Token eyJhbGciOiJub25lIn0.eyJhIjoxfX.@2",
                "t eyJhIjoxfQ.W05hTl0 ~ JSON_Web_Token eyJhIjoxfQ.W05hTl0@2",
                "<H>-us12 ~ Mailchimp_Access_Key <H>-us12@0",
                "<H>-eu12 ~",
                "//r.org/:_authToken=npm_x9 ~ NPM_tokens npm_x9@20",
                "//r.org/:_authToken=12345678-1234-1234-1234-1234567890ab ~",
                "//r.org/:_authToken=f0-f0-f0-f0-f0-f0-f0-f0-f0-f0-f0-f0- ~ NPM_tokens f0-f0-f0-f0-f0-f0-f0-f0-f0-f0-f0-f0-@20",
                "-----BEGIN RSA PRIVATE KEY----- ~ Private_Key BEGIN RSA PRIVATE KEY@5",
                "-----BEGIN RSA PUBLIC KEY----- ~",
                "SG.Zq3xV9bL1nT7yR5cW0kD8m.<B>Zq3xV9bL1nT ~ SendGrid_API_Key SG.Zq3xV9bL1nT7yR5cW0kD8m.<B>Zq3xV9bL1nT@0",
                "xoxb-12-34-ab ~ Slack_Token xoxb-12-34-ab@0",
                "xoxb-12-34- ~ Slack_Token xoxb-12-34@0",
                "xoxb-ab ~",
                "https://hooks.slack.com/services/T1/B2/c3 ~ Slack_Token https://hooks.slack.com/services/T1/B2/c3@0",
                "sl_key: <H><H> ~ SoftLayer_Credentials <H><H>@8",
                "https://api.softlayer.com/soap/v3.1/<H><H> ~ SoftLayer_Credentials <H><H>@36",
                "sq0csp-<B>Zq3xV9bL1nT ~ Square_OAuth_Secret sq0csp-<B>Zq3xV9bL1nT@0",
                "sk_live_Zq3xV9bL1nT7yR5cW0kD8mF2 ~ Stripe_Access_Key sk_live_Zq3xV9bL1nT7yR5cW0kD8mF2@0",
                "pk_live_Zq3xV9bL1nT7yR5cW0kD8mF2 ~",
                "SK<H> ~ Twilio_API_Key SK<H>@0",
                "AC0f1e2d3c4b5a69788796a5b4c3d2e1f ~",
                "password: hunter2 ~ Secret_Keyword hunter2@10",
                "password: x() ~",
                "password = 'hunter2' ~ Secret_Keyword hunter2@12",
                "my_secret_x == \"a b\" ~ Secret_Keyword a b@16",
                "'hunter2' == my_pwd ~ Secret_Keyword hunter2@1",
                "pwd x 'hunter2'; ~",
                "api_key 'hunter2' ~",
                "password: ~",
                "pwd = ${x} ~",
                "auth_key: `a`b` ~ Secret_Keyword a`b@11",
                "password: hunter2,  ~ Secret_Keyword hunter2@10",
                "passwort: hunter2 ~",
                "contraseña= x1 ~ Secret_Keyword x1@12",
                "user_id 'x' pwd = 'zz9' ~",
                "id: '<B>' ~",
                "guid '<H>' ~ Hex_High_Entropy_String <H>@6",
                "pwd: hunter2 # pragma: allowlist secret ~",
                "pwd: hunter2 /* pragma:whitelist-secret */ ~",
                "pwd: hunter2 /* pragma:whitelist-secret ~ Secret_Keyword hunter2 /* pragma:whitelist-secret@5",
                "# pragma: allowlist nextline secret\npwd: hunter2 ~",
                "x # pragma: allowlist nextline secret\npwd: hunter2 ~ Secret_Keyword hunter2@43",
                "<!--\tpragma: allowlist secret --> pwd: hunter2 --> ~",
                "pwd: hunter2\nmy pwd: hunter2 ~ Secret_Keyword hunter2@5",
                "a pwd: x1 b\npwd: x1 ~ Secret_Keyword x1 b@7; Secret_Keyword x1@7",
                "pwd: 1234\npwd: 123e4567-e89b-12d3-a456-426614174000 ~",
                "pwd: x1\u2028 y\nzz ~ Secret_Keyword x1@5",
                "\uD83D\uDE00 pwd: x1 ~ Secret_Keyword x1@7"
            })
    void findsWhatTheReferenceFinds(String example) {
        String[] parts = example.replace("<H>", HEX).replace("<B>", DRAWN).split(" ~ ?", 2);
        List<String> found = new ArrayList<>();
        for (DetectSecrets.Secret secret : DetectSecrets.find(TextView.of(parts[0]))) {
            int from = parts[0].offsetByCodePoints(0, secret.start());
            String value = parts[0].substring(from, parts[0].offsetByCodePoints(from, secret.end() - secret.start()));
            found.add(secret.type().replace(' ', '_') + ' ' + value + '@' + secret.start());
        }
        assertEquals(parts[1], String.join("; ", found));
    }

    @Test
    void scoresTheSecretsByTheWords() {
        assertEquals(
                "[[5,12,\"SECRET_Secret_Keyword\",1.0],[0,20,\"doc\",0.3333333333333333]]",
                Rules.judge(Rules.rule("code_secrets_v1/dolma"), "pwd: hunter2\nsecret:")
                        .values()
                        .get("code_secrets_v1"));
        assertEquals(
                -1.0,
                Rules.judge(Rules.rule("code_secrets_v1/dolma"), " \n").values().get("code_secrets_doc"));
    }
}
