package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class AccountingTest {

    @Test
    void whatOneStepKeepsIsWhatTheNextReads() {
        Accounting accounting = new Accounting();
        accounting.kept(0);
        accounting.kept(0);
        accounting.dropped(0, "short");
        accounting.kept(1);
        assertEquals(
                "part x, step 1: read 1, but the step before kept 2",
                assertThrows(IllegalStateException.class, () -> accounting.check("part x"))
                        .getMessage());
        accounting.rejected(1, "broken");
        assertDoesNotThrow(() -> accounting.check("part x"));
    }

    @Test
    void partsAddUpAndReadBackAsTheyWere() {
        Accounting one = new Accounting();
        one.kept(0);
        one.dropped(0, "short");
        Accounting sum = Accounting.parse(one.json());
        sum.add(one);
        assertEquals(
                "{\"0\":{\"read\":4,\"kept\":2,\"dropped\":2,\"rejected\":0,\"reasons\":{\"short\":2}}}",
                sum.json().toString());
    }

    @Test
    void aSumThatWasTamperedWithIsSeen() {
        ObjectNode json = new Accounting().json();
        json.putObject("0")
                .put("read", 3)
                .put("kept", 1)
                .put("dropped", 1)
                .put("rejected", 0)
                .putObject("reasons");
        Accounting accounting = Accounting.parse(json);
        assertEquals(
                "all, step 0: read 3, but kept 1 + dropped 1 + rejected 0",
                assertThrows(IllegalStateException.class, () -> accounting.check("all"))
                        .getMessage());
    }
}
