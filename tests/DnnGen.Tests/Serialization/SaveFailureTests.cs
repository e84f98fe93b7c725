namespace DnnGen.Tests.Serialization;

public class SaveFailureTests
{
    [Fact]
    public void Saving_into_a_folder_that_is_not_there_says_so_about_the_file_that_was_asked_for()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "model.safetensors");

        var failure = Assert.Throws<IOException>(() => Safetensors.Save(path, new OneLayer()));

        Assert.StartsWith($"{path}: the network could not be saved (", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", failure.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Saving_through_a_symbolic_link_replaces_the_file_and_keeps_the_link()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links take a privilege there.");
        var folder = Directory.CreateTempSubdirectory("dnngen-links-");
        try
        {
            string file = Path.Combine(folder.FullName, "kept", "model.safetensors"), inner = Path.Combine(folder.FullName, "inner"), link = Path.Combine(folder.FullName, "link");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.CreateSymbolicLink(inner, Path.Combine("kept", "model.safetensors"));
            File.CreateSymbolicLink(link, "inner");

            // Once into nothing, once over what is there.
            for (int time = 0; time < 2; time++)
            {
                Safetensors.Save(link, new OneLayer());
                Assert.Equal("inner", new FileInfo(link).LinkTarget);
                Assert.Null(new FileInfo(file).LinkTarget);
                Safetensors.Load(link, new OneLayer(), "OneLayer");
                Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [SkippableFact]
    public void Saving_over_a_device_a_pipe_or_a_folder_is_refused_and_leaves_it()
    {
        Skip.If(OperatingSystem.IsWindows(), "Devices are no files there.");
        var folder = Directory.CreateTempSubdirectory("dnngen-devices-");
        try
        {
            string pipe = Path.Combine(folder.FullName, "pipe"), link = Path.Combine(folder.FullName, "null");
            using (var make = System.Diagnostics.Process.Start("mkfifo", pipe))
            {
                make.WaitForExit();
                Skip.If(make.ExitCode != 0, "mkfifo made no pipe.");
            }

            File.CreateSymbolicLink(link, "/dev/null");
            foreach (var (path, place, what) in (IEnumerable<(string, string, string)>)[(pipe, pipe, "a device or a pipe and no file"), (link, "/dev/null", "a device or a pipe and no file"), (folder.FullName, folder.FullName, "a folder")])
            {
                var failure = Assert.Throws<IOException>(() => Safetensors.Save(path, new OneLayer()));
                Assert.StartsWith($"{path}: the network could not be saved ('{place}' is {what}); ", failure.Message, StringComparison.Ordinal);
            }

            Assert.Equal([link, pipe], folder.GetFiles().Select(file => file.FullName).Order());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_text_file_is_refused_as_no_safetensors_file()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".txt");
        File.WriteAllText(path, "This is a letter, and no network at all.");
        try
        {
            var failure = Assert.Throws<ModelFileException>(() => Safetensors.Load(path, new OneLayer(), "OneLayer"));

            Assert.Contains("it is no safetensors file", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed class OneLayer() : ParameterSet<float>([new ParameterInfo("W1", ParameterKind.Weights, 1, 2, 0, Activation.Identity)]);
}
