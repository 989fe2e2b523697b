package olmoe.pipelines;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.BlockSource;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.construction.ParDoTranslation;

/// What a worker of Dataflow does with the function of a job that has one: reads it from the staged graph and gives it
/// a block. `TemplateWorker SOURCE PATH INDEX FROM TO GRAPH…`
final class TemplateWorker {
    private TemplateWorker() {}

    public static void main(String[] arguments) throws Exception {
        Block block = new Block(
                arguments[0],
                arguments[1],
                Integer.parseInt(arguments[2]),
                Long.parseLong(arguments[3]),
                Long.parseLong(arguments[4]));
        for (String graph : Arrays.asList(arguments).subList(5, arguments.length)) {
            RunnerApi.Pipeline job = RunnerApi.Pipeline.parseFrom(Files.readAllBytes(Path.of(graph)));
            for (RunnerApi.PTransform step :
                    job.getComponents().getTransformsMap().values()) {
                if (step.getSpec().getUrn().equals("beam:transform:pardo:v1")) {
                    DoFn<?, ?> function = ParDoTranslation.getDoFn(
                            RunnerApi.ParDoPayload.parseFrom(step.getSpec().getPayload()));
                    System.out.println(function.getClass());
                    if (function.getClass().getName().startsWith("olmoe.")) { // others are of Beam's reading
                        run(function, block);
                    }
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void run(DoFn<?, ?> function, Block block) {
        Pipeline pipeline = Pipeline.create(
                PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create());
        pipeline.apply(Read.from(new BlockSource(List.of(block))))
                .apply(ParDo.of((DoFn<Block, Void>) function))
                .setCoder(VoidCoder.of());
        pipeline.run().waitUntilFinish();
    }
}
