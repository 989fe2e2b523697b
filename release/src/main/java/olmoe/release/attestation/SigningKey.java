package olmoe.release.attestation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.LocalDate;

/// A private key with its public half.
public record SigningKey(PrivateKey key, VerificationKey verification) {

    private static final String LABEL = "PRIVATE KEY";

    /// What `olmoe release key` makes.
    public enum Kind {
        /// The curve that OpenSSF model signing's own program takes.
        P256,
        /// Signs alike each time; model signing's program does not take it.
        ED25519
    }

    /// @param notAfter last day on which the key is to be trusted, or null
    public static SigningKey generate(Kind kind, LocalDate notAfter) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind == Kind.P256 ? "EC" : "Ed25519");
            if (kind == Kind.P256) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            KeyPair pair = generator.generateKeyPair();
            return new SigningKey(pair.getPrivate(), new VerificationKey(pair.getPublic(), notAfter));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 17 on has EC and Ed25519", e);
        }
    }

    /// Reads PKCS#8 and the public key, which stands in the same file or in one that ends in `.pub`.
    ///
    /// @throws IOException naming the file, also when the two are no pair
    public static SigningKey read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        byte[] der = Pem.find(text, LABEL)
                .orElseThrow(
                        () -> new IOException(
                                file
                                        + ": expected a block BEGIN PRIVATE KEY, found none; `openssl pkcs8 -topk8 -nocrypt` makes one"));
        Path beside = file.resolveSibling(file.getFileName() + ".pub");
        VerificationKey verification = Pem.find(text, "PUBLIC KEY").isPresent()
                ? VerificationKey.parse(text, file.toString())
                : VerificationKey.read(beside);
        try {
            PrivateKey key = KeyFactory.getInstance(verification.key().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(der));
            SigningKey signing = new SigningKey(key, verification);
            byte[] probe = LABEL.getBytes(StandardCharsets.UTF_8);
            if (!verification.verifies(probe, signing.sign(probe))) {
                throw new IOException(file + ": the private and the public key are no pair");
            }
            return signing;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": expected a private key: " + e.getMessage(), e);
        }
    }

    /// What the private file holds: both halves.
    public String text() {
        return Pem.block(LABEL, key.getEncoded()) + verification.text();
    }

    byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance(verification.algorithm());
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key does not sign: " + e.getMessage(), e);
        }
    }
}
