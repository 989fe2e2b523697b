package olmoe.filters.pii;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PiiTest {
    private final PiiFinder all = new PiiFinder(EnumSet.allOf(PiiType.class), false);

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "write to <jane.doe+x@mail.example.org>, please ~ write to <|||EMAIL_ADDRESS|||>, please",
                "Max.M\u00fcller@b\u00fccher.example. Bye ~ |||EMAIL_ADDRESS|||. Bye",
                "a@b.co;c@d.org ~ |||EMAIL_ADDRESS|||;|||EMAIL_ADDRESS|||",
                "lodash@4.17.21, logo@2x.png and @user ~ lodash@4.17.21, logo@2x.png and @user",
                "x@y, x@y.1 and a@b..com ~ x@y, x@y.1 and a@b..com",
                "at 10.0.0.1 and 8.8.8.8:53 ~ at |||IP_ADDRESS||| and |||IP_ADDRESS|||:53",
                "v1.2.3.4, 1.2.3.4.5, 1.2.3.256 and 01.2.3.4 ~ v1.2.3.4, 1.2.3.4.5, 1.2.3.256 and 01.2.3.4",
                "2001:db8::1 and 2001:0db8:0:0:0:0:0:1. ~ |||IP_ADDRESS||| and |||IP_ADDRESS|||.",
                "at 12:30:45, std::vector, a::b ~ at 12:30:45, std::vector, a::b",
                "GB82 WEST 1234 5698 7654 32 or DE89370400440532013000 ~ |||IBAN_CODE||| or |||IBAN_CODE|||",
                "GB82 WEST 1234 5698 7654 33 and XX82WEST12345698765432 ~ GB82 WEST 1234 5698 7654 33 and XX82WEST12345698765432",
                "4111 1111 1111 1111, 378282246310005 ~ |||CREDIT_CARD|||, |||CREDIT_CARD|||",
                "4111 1111 1111 1112 and 9111111111111111 ~ 4111 1111 1111 1112 and 9111111111111111",
                "https://bob:hunter2@example.org/x ~ https://|||URL_CREDENTIALS|||@example.org/x",
                "http://example.org:80/a@b and ftp://bob@example.org ~ http://example.org:80/a@b and ftp://|||EMAIL_ADDRESS|||",
                "+1 (541) 754-3010 or 00 44 20 7946 0958 ~ |||PHONE_NUMBER||| or |||PHONE_NUMBER|||",
                "(541) 754-3010 x12, 541-754-3010 ~ |||PHONE_NUMBER|||, |||PHONE_NUMBER|||",
                "Puh. 040 123 4567; tel: 467 3395 ~ Puh. |||PHONE_NUMBER|||; tel: |||PHONE_NUMBER|||",
                "on 2024-01-02, 01.02.2003, 1 000 000 people, 078-05-1120 ~ on 2024-01-02, 01.02.2003, 1 000 000 people, 078-05-1120",
                "$541.754.3010, 467 3395 tons, ISBN 978-3-16-148410-0 ~ $541.754.3010, 467 3395 tons, ISBN 978-3-16-148410-0"
            })
    void masksWhatIsPersonalAndNothingElse(String text, String masked) {
        assertEquals(masked, mask(text));
        assertEquals(masked, mask(masked));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "127.0.0.1",
                "172.31.0.1",
                "192.168.1.1",
                "169.254.9.9",
                "100.64.0.1",
                "203.0.113.9",
                "224.0.0.1",
                "fe80::1",
                "fd00::1"
            })
    void leavesAddressesAloneThatNobodyReachesWherePublicOnesAreAskedFor(String address) {
        assertEquals(1, all.find("at " + address + " now").size());
        assertEquals(List.of(), new PiiFinder(EnumSet.of(PiiType.IP_ADDRESS), true).find("at " + address + " now"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"172.32.0.1", "100.128.0.1", "8.8.8.8", "2606:4700::1111"})
    void findsPublicAddressesWhereOnlyTheseAreAskedFor(String address) {
        assertEquals(
                1,
                new PiiFinder(EnumSet.of(PiiType.IP_ADDRESS), true)
                        .find(address)
                        .size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void spansOfAnyTextLieInItOneAfterTheOther(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 3000; i++) {
            String text = random(random);
            int end = 0;
            for (PiiSpan span : all.find(text)) {
                assertTrue(end <= span.start() && span.start() < span.end() && span.end() <= text.length(), text);
                end = span.end();
            }
            DolmaPii.find(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "a@",
                "a@b",
                "a.",
                "1",
                "1 ",
                "1-",
                "1.",
                "(1",
                "+1",
                "1:",
                "a:",
                "::",
                "://",
                "http://a:",
                "GB82",
                "GB82 ",
                "DE89 3704 ",
                "4111 ",
                " ",
                "a@b.c@",
                "(",
                "255.",
                ".",
                ": ",
                "0"
            })
    void timeGrowsWithTheLengthWhateverTheTextHolds(String piece) {
        String text = piece.repeat(500_000 / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            all.find(text);
            DolmaPii.find(text);
        });
    }

    private String mask(String text) {
        return MaskPii.masked(text, all.find(text), "");
    }

    private static String random(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(30); n > 0; n--) {
            text.append(PiiFuzz.PIECES[random.nextInt(PiiFuzz.PIECES.length)]);
        }
        return text.toString();
    }

    @Test
    void dolmasPatternFindsAnAddressAtTheStartOfATextAndInIt() {
        assertEquals(
                List.of(new PiiSpan(PiiType.IP_ADDRESS, 0, 7), new PiiSpan(PiiType.IP_ADDRESS, 10, 18)),
                DolmaPii.find("8.8.8.8x, 10.0.0.1"));
        assertEquals(List.of(), DolmaPii.find("8.8.8.x"));
    }
}
