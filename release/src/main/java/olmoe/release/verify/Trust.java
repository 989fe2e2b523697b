package olmoe.release.verify;

import java.time.LocalDate;
import olmoe.release.attestation.VerificationKey;

/// Whose signature is asked for.
///
/// @param key the only key that is trusted, or null
/// @param fingerprint of the only key that is trusted, or null
/// @param today on which the key must not have ended
public record Trust(VerificationKey key, String fingerprint, LocalDate today) {

    /// Nobody's: signatures must fit the key that lies beside them, which anybody can have put there.
    public static Trust none(LocalDate today) {
        return new Trust(null, null, today);
    }

    boolean isPinned() {
        return key != null || fingerprint != null;
    }

    String expected() {
        return key != null ? key.fingerprint() : fingerprint;
    }
}
