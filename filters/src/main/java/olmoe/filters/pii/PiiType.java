package olmoe.filters.pii;

/// What is looked for, in the order in which one claims the characters that two could.
public enum PiiType {
    /// Name and password in a URL, `user:secret` of `https://user:secret@host/`.
    URL_CREDENTIALS,
    EMAIL_ADDRESS,
    IP_ADDRESS,
    /// International bank account number, ISO 13616.
    IBAN_CODE,
    /// Payment card number, ISO/IEC 7812.
    CREDIT_CARD,
    PHONE_NUMBER;

    /// What stands in its place: `|||EMAIL_ADDRESS|||`, and phone and IP likewise, are dolma's masks, and
    /// single tokens in the tokenizer of OLMo 1 and OLMoE.
    public String mask() {
        return "|||" + name() + "|||";
    }
}
