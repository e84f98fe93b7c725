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
