package olmoe.filters.fasttext;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import olmoe.filters.Fuzz;

/// Reads damaged models, dense and quantised, and asks those that are taken: `java … ModelFuzz INPUTS SECONDS [SEED]`
final class ModelFuzz {
    private ModelFuzz() {}

    public static void main(String[] arguments) {
        byte[][] files = {
            TinyModels.bytes(TinyModels.quantised()),
            TinyModels.trained(new TrainingSettings(3, 1, 0.1, 2, 1, 2, 3, 20, false, 1), 1),
            TinyModels.trained(new TrainingSettings(3, 1, 0.1, 1, 1, 0, 0, 0, true, 1), 1)
        };
        Fuzz.run("fastText models", arguments, random -> {
            byte[] file = files[random.nextInt(files.length)];
            return isTaken(random.nextInt(3) == 0 ? hostile(file, random) : Fuzz.damaged(file, random));
        });
    }

    private static boolean isTaken(byte[] file) {
        FastTextModel model;
        try {
            model = TinyModels.read(file);
        } catch (IOException e) {
            if (!e.getMessage().startsWith("byte ")) {
                throw new IllegalStateException(e);
            }
            return false;
        }
        model.ask("ab apples and a hammer".getBytes(StandardCharsets.UTF_8), Scorer::best);
        return true;
    }

    /// Large or negative numbers in places of the header and of what follows.
    private static byte[] hostile(byte[] file, Random random) {
        byte[] hostile = file.clone();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(Math.min(hostile.length - 8, random.nextBoolean() ? 40 : 4000))
                    * 4
                    % (hostile.length - 8);
            int value = random.nextBoolean() ? Integer.MAX_VALUE >>> random.nextInt(31) : -1 << random.nextInt(31);
            for (int i = 0; i < 4; i++) {
                hostile[at + i] = (byte) (value >>> 8 * i);
            }
        }
        return hostile;
    }
}
