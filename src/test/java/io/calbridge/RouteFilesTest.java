package io.calbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.calbridge.cli.RouteFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteFilesTest {

    @Test
    void every_shipped_route_and_kamelet_obeys_the_schema() {
        Map<String, List<String>> problems = RouteFiles.problems(Path.of("."), Path.of("config"));

        assertThat(problems).hasSizeGreaterThan(4);
        assertThat(problems.values().stream().flatMap(List::stream)).isEmpty();
    }
}
