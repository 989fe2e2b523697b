package olmoe.release.attestation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.PrivateFile;
import olmoe.release.format.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelSignatureTest {

    private static final Map<String, String> FILES = Map.of("a.bin", Sha256.of("a"), "b/c.json", Sha256.of("c"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void whatAKeySignedVerifiesWithItAndWithNoOther(SigningKey.Kind kind) throws IOException {
        SigningKey key = SigningKey.generate(kind, null);
        ModelSignature signature = ModelSignature.read(ModelSignature.sign("model", FILES, List.of("x"), key), "sig");
        assertTrue(signature.isSignedBy(key.verification()));
        assertFalse(signature.isSignedBy(SigningKey.generate(kind, null).verification()));
        assertEquals(FILES, signature.digests());
        assertTrue(signature.ignores("x/y"));
        assertTrue(signature.ignores(".git/config"));
        assertFalse(signature.ignores("xy"));
    }

    @ParameterizedTest
    @EnumSource
    void aKeyReadsBackFromItsFiles(SigningKey.Kind kind) throws IOException {
        SigningKey key = SigningKey.generate(kind, LocalDate.of(2031, 2, 3));
        Path file = folder.resolve("key");
        PrivateFile.write(file, key.text().getBytes(StandardCharsets.UTF_8));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        SigningKey read = SigningKey.read(file);
        assertEquals(key.verification().fingerprint(), read.verification().fingerprint());
        assertEquals(LocalDate.of(2031, 2, 3), read.verification().notAfter());
        Files.writeString(
                folder.resolve("other.pub"),
                SigningKey.generate(kind, null).verification().text());
        Files.writeString(
                folder.resolve("other"), Pem.block("PRIVATE KEY", key.key().getEncoded()));
        var e = assertThrows(IOException.class, () -> SigningKey.read(folder.resolve("other")));
        assertTrue(e.getMessage().endsWith("the private and the public key are no pair"), e.getMessage());
    }

    @Test
    void anEdwardsKeySignsAlikeEachTime() {
        SigningKey key = SigningKey.generate(SigningKey.Kind.ED25519, null);
        assertEquals(
                text(ModelSignature.sign("m", FILES, List.of(), key)),
                text(ModelSignature.sign("m", FILES, List.of(), key)));
    }

    @Test
    void aChangedListIsNotSigned() throws IOException {
        SigningKey key = SigningKey.generate(SigningKey.Kind.P256, null);
        JsonNode bundle = CanonicalJson.read(ModelSignature.sign("m", FILES, List.of(), key), "sig");
        byte[] other = ModelSignature.sign(
                "m", Map.of("a.bin", Sha256.of("b")), List.of(), SigningKey.generate(SigningKey.Kind.P256, null));
        ObjectNode forged = bundle.deepCopy();
        ((ObjectNode) forged.get("dsseEnvelope"))
                .set("payload", CanonicalJson.read(other, "o").at("/dsseEnvelope/payload"));
        assertFalse(ModelSignature.read(CanonicalJson.bytes(forged), "sig").isSignedBy(key.verification()));
    }

    /// Bundles come from strangers: whatever they hold, reading ends with a message and nothing else.
    @Test
    void noBundleEndsReadingOtherwiseThanWithAMessage() throws IOException {
        SigningKey key = SigningKey.generate(SigningKey.Kind.P256, null);
        byte[] sound = ModelSignature.sign("m", FILES, List.of(), key);
        Random random = new Random(6198);
        int verified = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = sound.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                verified += ModelSignature.read(bytes, "sig").isSignedBy(key.verification()) ? 1 : 0;
            } catch (IOException e) {
                assertTrue(e.getMessage().startsWith("sig: "), e.getMessage());
            }
        }
        // changes of white space, of tlogEntries or of keyid, which nothing is said with
        assertTrue(verified < 300, verified + " changed bundles verify");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
