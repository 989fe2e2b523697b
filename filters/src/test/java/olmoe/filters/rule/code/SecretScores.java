package olmoe.filters.rule.code;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import olmoe.filters.rule.dolma.secrets.DetectSecrets;
import olmoe.tokenizer.text.TextView;

/// How many planted secrets are found by our own rule and by dolma's `code_secrets_v1`, and what both find
/// where none was planted: `SecretScores DIR…` reads every file below, and prints all finds of ours and every
/// Nth of dolma's, to be looked at.
final class SecretScores {
    private static final String ALNUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String[] CODE = {
        "def add(a, b):\n    return a + b\n%s\nprint(add(1, 2))\n",
        "class A {\n  int x = 1;\n}\n%s\n// end\n",
        "# settings\nname: demo\n%s\nport: 8080\n"
    };

    private static final int NTH = 20;

    private static long dolmas;

    private SecretScores() {}

    public static void main(String[] args) throws IOException {
        planted();
        long files = 0;
        long characters = 0;
        for (String dir : args) {
            List<Path> paths;
            try (Stream<Path> walk = Files.walk(Path.of(dir))) {
                paths = walk.filter(Files::isRegularFile).sorted().toList();
            }
            for (Path path : paths) {
                String name = path.toString();
                if (!name.matches(".*\\.(py|java|js|ts|c|h|cpp|go|rs|sh|html|json|ya?ml|toml|md|txt|jsonl)")
                        || Files.size(path) > 2_000_000) {
                    continue;
                }
                String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
                files++;
                characters += text.length();
                report(name, text);
            }
        }
        System.out.println(files + " files, " + characters + " characters, " + dolmas + " finds of dolma's");
    }

    static void report(String name, String text) {
        int[] points = TextView.of(text).codePoints();
        for (SecretFinder.Secret secret : SecretFinder.find(points)) {
            int from = Math.max(0, secret.from() - 40);
            System.out.println("HIT\t" + secret.kind() + "\t" + name + "\t"
                    + new String(
                                    points,
                                    from,
                                    Math.min(points.length, Math.min(secret.to(), secret.from() + 60)) - from)
                            .replace("\n", "\\n"));
        }
        for (DetectSecrets.Secret secret : DetectSecrets.find(TextView.of(text))) {
            if (dolmas++ % NTH == 0) {
                int from = Math.max(0, secret.start() - 40);
                int to = Math.min(points.length, Math.min(secret.end(), secret.start() + 60));
                System.out.println("DOLMA\t" + secret.type() + "\t" + name + "\t"
                        + new String(points, from, to - from).replace("\n", "\\n"));
            }
        }
    }

    private static void planted() {
        Random random = new Random(1);
        String[] kinds = {"prefix", "private-key", "web-token", "url", "password", "key", "hex"};
        for (String kind : kinds) {
            int found = 0;
            int dolma = 0;
            int all = 0;
            for (int k = 0; k < 300; k++) {
                String secret = secret(kind, k, random);
                String line = line(kind, secret, random);
                String text = String.format(Locale.ROOT, CODE[k % CODE.length], line);
                all++;
                found += SecretFinder.find(TextView.of(text).codePoints()).isEmpty() ? 0 : 1;
                dolma += DetectSecrets.find(TextView.of(text)).isEmpty() ? 0 : 1;
            }
            System.out.println("planted " + kind + ": " + found + " and " + dolma + " of " + all);
        }
    }

    private static String secret(String kind, int k, Random random) {
        return switch (kind) {
            case "prefix" -> {
                SecretPrefix prefix = SecretPrefix.KNOWN.get(k % SecretPrefix.KNOWN.size());
                StringBuilder token = new StringBuilder(prefix.prefix());
                while (token.length() < prefix.prefix().length() + prefix.least()) {
                    char c = (char) random.nextInt(128);
                    token.append(prefix.alphabet().has(c) ? String.valueOf(c) : "");
                }
                yield token.toString();
            }
            case "private-key" ->
                "-----BEGIN RSA PRIVATE KEY-----\n" + drawn(ALNUM, 64, random) + "\n" + drawn(ALNUM, 64, random)
                        + "\n-----END RSA PRIVATE KEY-----";
            case "web-token" -> "eyJhbGciOiJIUzI1NiJ9.eyJ" + drawn(ALNUM, 40, random) + "." + drawn(ALNUM, 43, random);
            case "url", "password" -> drawn(ALNUM + "!#%&+-_", 8 + random.nextInt(12), random);
            case "hex" -> drawn("0123456789abcdef", 32, random);
            default -> drawn(ALNUM + "+/", 40, random);
        };
    }

    private static String line(String kind, String secret, Random random) {
        return switch (kind) {
            case "prefix" -> "x = '" + secret + "'";
            case "private-key" -> "key = \"\"\"" + secret + "\"\"\"";
            case "web-token" -> "header('Authorization: Bearer " + secret + "')";
            case "url" -> "connect('postgres://admin:" + secret + "@db.internal:5432/app')";
            case "password" ->
                new String[] {"DB_PASSWORD = ", "\"password\": ", "passwd="}[random.nextInt(3)] + '"' + secret + '"';
            default ->
                new String[] {"API_KEY = ", "'secret': ", "authToken => "}[random.nextInt(3)] + '\'' + secret + '\'';
        };
    }

    private static String drawn(String alphabet, int length, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
