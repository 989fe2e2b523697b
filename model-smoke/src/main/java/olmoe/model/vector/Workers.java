package olmoe.model.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// A fixed number of threads that share the tasks of one stage after the other.
///
/// Which thread takes a task is left to chance; a task writes outputs of its own, so no result
/// depends on it. Any number of callers may run stages at once.
public final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService executor;

    /// One task of a stage. `worker` is below the number of threads and belongs to one thread of this
    /// stage at a time: it picks scratch memory.
    @FunctionalInterface
    public interface Task {
        void run(int task, int worker);
    }

    /// @param threads at least 1; the calling thread is one of them
    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
        }
        this.threads = threads;
        executor = threads == 1
                ? null
                : Executors.newFixedThreadPool(
                        threads - 1,
                        Thread.ofPlatform().daemon().name("model-", 1).factory());
    }

    public int threads() {
        return threads;
    }

    /// Runs tasks 0 to count - 1 and returns when all have ended. The first failure is thrown.
    public void run(int count, Task task) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> others = new ArrayList<>();
        for (int worker = 1; worker < Math.min(threads, count); worker++) {
            int own = worker;
            others.add(executor.submit(() -> drain(next, count, task, own)));
        }
        RuntimeException failure = null;
        try {
            drain(next, count, task, 0);
        } catch (RuntimeException e) {
            failure = e;
            next.set(count);
        }
        for (Future<?> other : others) {
            try {
                other.get();
            } catch (ExecutionException e) {
                failure = failure == null ? new IllegalStateException("a worker failed", e.getCause()) : failure;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted in the middle of a stage", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static void drain(AtomicInteger next, int count, Task task, int worker) {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            task.run(i, worker);
        }
    }

    @Override
    public void close() {
        if (executor != null) {
            executor.shutdownNow();
        }
    }
}
