package olmoe.dedup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import olmoe.filters.DocumentKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupTest {

    @Test
    void keepsTheSourceThatStandsFirstInTheRecipeEvenWithALargerKey() {
        Group group = group(member(1, 3, 0, 0), member(0, 9, 5, 7));
        assertEquals(member(0, 9, 5, 7), group.survivor());
    }

    @Test
    void tellsEqualKeysApartByPartAndRow() {
        assertEquals(
                member(0, 1, 2, 8),
                group(member(0, 1, 3, 0), member(0, 1, 2, 9), member(0, 1, 2, 8))
                        .survivor());
    }

    @Test
    void comparesKeysAsUnsignedNumbers() {
        Member large = new Member(0, 0, DocumentKey.parse("ff".repeat(16)), 0, 0);
        assertEquals(member(0, 1, 0, 1), group(large, member(0, 1, 0, 1)).survivor());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void survivorAndDuplicatesDoNotDependOnTheOrderOfArrival(long seed) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            members.add(member(i % 3, i % 7, i % 5, i));
        }
        Collections.shuffle(members, new Random(seed));
        Group group = Group.of(members.iterator());
        TreeSet<Member> left = new TreeSet<>();
        group.forEachDuplicate((duplicate, survivor) -> {
            assertEquals(member(0, 0, 0, 0), survivor);
            left.add(duplicate);
        });
        assertEquals(99, left.size());
        assertEquals(member(0, 0, 1, 21), left.first());
    }

    @Test
    void refusesToBeEmpty() {
        assertThrows(IllegalArgumentException.class, () -> group());
    }

    private static Group group(Member... members) {
        return Group.of(List.of(members).iterator());
    }

    private static Member member(int priority, long key, int part, int row) {
        return new Member(priority, 0, new DocumentKey(0, key), part, row);
    }
}
