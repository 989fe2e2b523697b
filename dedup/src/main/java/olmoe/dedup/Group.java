package olmoe.dedup;

import java.util.Arrays;
import java.util.Iterator;
import java.util.function.BiConsumer;
import olmoe.filters.DocumentKey;

/// The members of one group of equal documents, in primitive arrays: 36 bytes each, so that a page
/// that a crawl holds ten million times fits a worker. Read from an iterator that cannot be rewound.
public final class Group {
    private long[] high = new long[4];
    private long[] low = new long[4];
    private long[] date = new long[4];
    private int[] priority = new int[4];
    private int[] part = new int[4];
    private int[] row = new int[4];
    private int size;
    private int first;

    public static Group of(Iterator<Member> members) {
        Group group = new Group();
        while (members.hasNext()) {
            group.add(members.next());
        }
        if (group.size == 0) {
            throw new IllegalArgumentException("a group has at least one member");
        }
        return group;
    }

    public int size() {
        return size;
    }

    /// The member that stays.
    public Member survivor() {
        return member(first);
    }

    /// Calls back with each member that leaves and the one that it duplicates.
    public void forEachDuplicate(BiConsumer<Member, Member> duplicateAndSurvivor) {
        Member survivor = survivor();
        for (int i = 0; i < size; i++) {
            if (i != first) {
                duplicateAndSurvivor.accept(member(i), survivor);
            }
        }
    }

    private void add(Member member) {
        if (size == row.length) {
            grow();
        }
        high[size] = member.key().high();
        low[size] = member.key().low();
        date[size] = member.date();
        priority[size] = member.priority();
        part[size] = member.part();
        row[size] = member.row();
        size++;
        if (member.compareTo(survivor()) < 0) {
            first = size - 1;
        }
    }

    private Member member(int i) {
        return new Member(priority[i], date[i], new DocumentKey(high[i], low[i]), part[i], row[i]);
    }

    private void grow() {
        int capacity = Math.multiplyExact(size, 2);
        high = Arrays.copyOf(high, capacity);
        low = Arrays.copyOf(low, capacity);
        date = Arrays.copyOf(date, capacity);
        priority = Arrays.copyOf(priority, capacity);
        part = Arrays.copyOf(part, capacity);
        row = Arrays.copyOf(row, capacity);
    }
}
