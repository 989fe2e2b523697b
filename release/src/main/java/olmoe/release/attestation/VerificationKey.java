package olmoe.release.attestation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import olmoe.release.format.Sha256;

/// A public key, EC on P-256, P-384 or P-521, or Ed25519, as PEM. A line `Not-After: 2027-01-31` before
/// the block is the last day on which it is trusted.
///
/// @param notAfter null where the key has no end
public record VerificationKey(PublicKey key, LocalDate notAfter) {

    private static final String LABEL = "PUBLIC KEY";
    private static final Pattern NOT_AFTER = Pattern.compile("(?m)^Not-After: (\\S+)$");

    /// @throws IOException naming the file, when it holds no such key
    public static VerificationKey read(Path file) throws IOException {
        return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
    }

    /// @param name of the text, for messages
    public static VerificationKey parse(String text, String name) throws IOException {
        byte[] der = Pem.find(text, LABEL)
                .orElseThrow(() -> new IOException(name + ": expected a block BEGIN PUBLIC KEY, found none"));
        Matcher end = NOT_AFTER.matcher(text);
        try {
            VerificationKey key = new VerificationKey(decode(der), end.find() ? LocalDate.parse(end.group(1)) : null);
            key.algorithm(); // refuses curves that have none
            return key;
        } catch (GeneralSecurityException | DateTimeParseException e) {
            throw new IOException(name + ": expected a public key of EC or Ed25519: " + e.getMessage(), e);
        }
    }

    private static PublicKey decode(byte[] der) throws GeneralSecurityException {
        X509EncodedKeySpec encoded = new X509EncodedKeySpec(der);
        try {
            return KeyFactory.getInstance("EC").generatePublic(encoded);
        } catch (GeneralSecurityException e) {
            return KeyFactory.getInstance("Ed25519").generatePublic(encoded);
        }
    }

    /// The signature algorithm of the JDK that goes with the key.
    String algorithm() throws GeneralSecurityException {
        if (key instanceof ECPublicKey ec) {
            return switch (ec.getParams().getOrder().bitLength()) {
                case 256 -> "SHA256withECDSA";
                case 384 -> "SHA384withECDSA";
                case 521 -> "SHA512withECDSA";
                default -> throw new GeneralSecurityException("not one of the curves P-256, P-384, P-521");
            };
        }
        return "Ed25519";
    }

    /// What the published file holds.
    public String text() {
        return (notAfter == null ? "" : "Not-After: " + notAfter + "\n") + pem();
    }

    private String pem() {
        return Pem.block(LABEL, key.getEncoded());
    }

    /// SHA-256 of the PEM block, as OpenSSF model signing names keys; the same as
    /// `openssl pkey -pubin -in FILE | sha256sum`.
    public String fingerprint() {
        return Sha256.of(pem());
    }

    boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm());
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // bytes that are no signature verify nothing
        }
    }
}
