using System.Diagnostics;

using DnnGen.Data;

using SkiaSharp;

namespace DnnGen.Tests.Data;

public sealed class ImageFolderTests : IDisposable
{
    private static readonly ImageShape Shape = new(4, 4, 3);

    private readonly TemporaryFolder folder = new();

    private string Root => folder.PathOf("pets");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_sub_folder_is_a_class_and_each_picture_in_it_an_example()
    {
        Picture("dog/b.jpg", SKColors.White, SKEncodedImageFormat.Jpeg);
        Picture("dog/a.webp", SKColors.White, SKEncodedImageFormat.Webp);
        Picture("cat/inner/deeper/z.png", SKColors.Black);
        Picture("cat/y.PNG", SKColors.Black);
        Text("cat/notes.txt", "no picture");
        Text("cat/.hidden.png", "no picture either");
        Text("readme.txt", "no picture");

        var pets = ImageFolder.Open(Root);
        var (x, y) = pets.Read<float>(Shape);

        Assert.Equal(["cat", "dog"], pets.Classes);
        Assert.Equal(["cat/y.PNG", "cat/inner/deeper/z.png", "dog/a.webp", "dog/b.jpg"], pets.Files.Select(Relative));
        Assert.Equal([0, 0, 1, 1], pets.ClassNumbers);
        Assert.Empty(pets.Skipped);
        Assert.Equal((48, 4), (x.Rows, x.Columns));
        Assert.Equal(new float[,] { { 1, 1, 0, 0 }, { 0, 0, 1, 1 } }, y.ToArray());
        for (int i = 0; i < 48; i++)
        {
            Assert.Equal([0f, 0f], [x[i, 0], x[i, 1]]);
            Assert.True(x[i, 2] > 0.97f && x[i, 3] > 0.97f);
        }
    }

    [Fact]
    public void Grey_pictures_and_channels_first_are_read_as_asked()
    {
        Picture("one/picture.png", new SKColor(255, 51, 0));

        var pictures = ImageFolder.Open(Root);
        var grey = pictures.Read<double>(new ImageShape(2, 2, 1)).X;
        var planes = pictures.Read<double>(new ImageShape(2, 2, 3), ImageOrder.ChannelHeightWidth).X;

        Assert.Equal(0.299 + (0.587 * 0.2), grey[3, 0], 1e-12);
        Assert.Equal([1, 1, 1, 1, 0.2, 0.2, 0.2, 0.2, 0, 0, 0, 0], planes.ToArray().Cast<double>());
    }

    [Fact]
    public void Every_epoch_sees_every_picture_once_in_an_order_of_its_own_that_comes_back()
    {
        for (int i = 0; i < 9; i++)
        {
            Picture($"{(i % 2 == 0 ? "even" : "odd")}/{i}.png", new SKColor((byte)i, 0, 0));
        }

        var pictures = ImageFolder.Open(Root);
        var source = pictures.Source<double>(Shape, seed: 4);
        int[][] epochs = [.. Enumerable.Range(0, 3).Select(Epoch)];

        Assert.Equal(9, source.Examples);
        Assert.All(epochs, epoch => Assert.Equal(Enumerable.Range(0, 9), epoch.Order()));
        Assert.NotEqual(epochs[0], epochs[1]);
        Assert.NotEqual(epochs[1], epochs[2]);
        Assert.Equal(epochs[1], Epoch(1));
        source = pictures.Source<double>(Shape, seed: 4);
        Assert.Equal(epochs[2], Epoch(2));
        source = pictures.Source<double>(Shape, seed: null);
        Assert.Equal([0, 2, 4, 6, 8, 1, 3, 5, 7], Epoch(5));

        int[] Epoch(int epoch)
        {
            var seen = new List<int>();
            for (int start = 0; start < 9; start += 4)
            {
                int count = Math.Min(4, 9 - start);
                var (x, y) = (Matrix<double>.Zeros(48, count), Matrix<double>.Zeros(1, count));
                source.Read(epoch, start, x, y, CancellationToken.None);
                for (int j = 0; j < count; j++)
                {
                    seen.Add((int)Math.Round(x[0, j] * 255));
                    Assert.Equal(seen[^1] % 2, y[0, j]);
                }
            }

            return [.. seen];
        }
    }

    [Fact]
    public void A_network_is_trained_with_a_folder_and_goes_on_bit_for_bit_from_a_checkpoint()
    {
        var random = new SeededRandom(3);
        for (int i = 0; i < 12; i++)
        {
            byte shade = (byte)(80 * random.NextUniform());
            Picture($"dark/{i}.png", new SKColor(shade, shade, shade));
            Picture($"light/{i}.png", new SKColor((byte)(255 - shade), (byte)(255 - shade), 255));
        }

        var augmentation = new ImageAugmentation { Crop = 0.3, Rotation = 20, Shift = 0.2, HorizontalFlip = 0.5, Noise = 0.01 };
        var options = new TrainingOptions { Epochs = 12, BatchSize = 5, Optimizer = Optimizer.Adam(0.02) };
        var whole = Shades.Create(seed: 1);
        var expected = whole.Fit(Source(), options);
        Assert.True(expected.Costs[^1] < 0.3, $"The cost is {expected.Costs[^1]}.");

        var checkpointed = options with { CheckpointPath = folder.PathOf("shades.checkpoint"), Resume = true };
        Shades.Create(seed: 1).Fit(Source(), checkpointed with { Steps = 12 });
        var network = Shades.Create(seed: 9);
        var history = network.Fit(Source(), checkpointed);

        Assert.Equal(expected.Costs, history.Costs);
        Assert.Equal(whole.Parameters.AsSpan().ToArray(), network.Parameters.AsSpan().ToArray());

        IBatchSource<float> Source() => augmentation.Of(ImageFolder.Open(Root).Source<float>(Shape), Shape);
    }

    [Fact]
    public void A_picture_that_cannot_be_read_ends_the_training_with_its_name_or_is_left_out()
    {
        Picture("cat/a.png", SKColors.Red);
        Picture("cat/c.png", SKColors.Red);
        Picture("dog/a.png", SKColors.Red);
        Text("cat/b.png", "no picture");
        Text("dog/b.png", "");
        File.WriteAllBytes(Path.Combine(Root, "dog", "c.png"), File.ReadAllBytes(Path.Combine(Root, "dog", "a.png"))[..60]);

        var all = ImageFolder.Open(Root);
        Assert.Equal(6, all.Files.Count);
        string text = all.Files[1], empty = all.Files[4];
        Assert.StartsWith($"{text} is not a picture that can be read", Assert.Throws<DataFileException>(() => all.Read<float>(Shape)).Message, StringComparison.Ordinal);
        var failed = Assert.Throws<InvalidOperationException>(() => Shades.Create(seed: 1).Fit(all.Source<float>(Shape, seed: null), new TrainingOptions { BatchSize = 3 }));
        Assert.StartsWith($"Shades.Fit: the source failed at example 0 of epoch 0: {text} is not a picture", failed.Message, StringComparison.Ordinal);

        var readable = ImageFolder.Open(Root, skipUnreadable: true);
        Assert.Equal(["cat/a.png", "cat/c.png", "dog/a.png"], readable.Files.Select(Relative));
        Assert.Equal([0, 0, 1], readable.ClassNumbers);
        Assert.Equal(["cat/b.png", "dog/b.png", "dog/c.png"], readable.Skipped.Select(image => Relative(image.Path)));
        Assert.Equal($"{empty} is empty and no picture; fetch or write it again, or remove it.", readable.Skipped[1].Reason);
        Assert.Equal(3, readable.Read<float>(Shape).X.Columns);

        File.Delete(all.Files[3]);
        string none = Assert.Throws<DataFileException>(() => ImageFolder.Open(Root, skipUnreadable: true)).Message;
        Assert.StartsWith($"{Root}: none of the pictures in the sub-folder 'dog' can be read ({empty} is empty", none, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Links_are_not_followed_and_are_told()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        Picture("cat/a.png", SKColors.Red);
        string secret = folder.PathOf("secret.png");
        File.Copy(Path.Combine(Root, "cat", "a.png"), secret);
        Directory.CreateDirectory(folder.PathOf("outside"));
        File.Copy(secret, folder.PathOf("outside/b.png"));
        File.CreateSymbolicLink(Path.Combine(Root, "cat", "link.png"), secret);
        Directory.CreateSymbolicLink(Path.Combine(Root, "cat", "loop"), Root);
        Directory.CreateSymbolicLink(Path.Combine(Root, "dog"), folder.PathOf("outside"));
        Directory.CreateSymbolicLink(folder.PathOf("entrance"), Root);

        foreach (string path in (string[])[Root, folder.PathOf("entrance")])
        {
            var pets = ImageFolder.Open(path);

            Assert.Equal(["cat"], pets.Classes);
            Assert.Single(pets.Files);
            Assert.Equal(["cat/link.png", "cat/loop", "dog"], pets.Skipped.Select(image => Path.GetRelativePath(path, image.Path)).Order(StringComparer.Ordinal));
            Assert.All(pets.Skipped, image => Assert.Equal($"{image.Path} is a symbolic link; links are not followed, so that nothing outside the folder is read.", image.Reason));
        }
    }

    [SkippableFact]
    public void A_pipe_with_the_name_of_a_picture_keeps_nobody_waiting()
    {
        Skip.If(OperatingSystem.IsWindows(), "There are no pipes in the folders of Windows.");
        Picture("cat/a.png", SKColors.Red);
        string pipe = Path.Combine(Root, "cat", "pipe.png");
        using (var made = Process.Start("mkfifo", pipe))
        {
            made.WaitForExit();
            Skip.IfNot(made.ExitCode == 0, "No pipe can be made here.");
        }

        Assert.Equal(pipe, Assert.Single(ImageFolder.Open(Root, skipUnreadable: true).Skipped).Path);
        Assert.StartsWith($"{pipe} is empty", Assert.Throws<DataFileException>(() => ImageFolder.Open(Root).Read<float>(Shape)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_classes_or_pictures_is_refused_in_one_sentence()
    {
        string missing = folder.PathOf("missing");
        Assert.Equal($"{missing} does not exist; give the path of a folder with a sub-folder of pictures for each class.", ErrorOf(missing));
        Text("picture.png", "a file");
        Assert.Equal($"{folder.PathOf("pets/picture.png")} is a file; give the path of a folder with a sub-folder of pictures for each class.", ErrorOf(folder.PathOf("pets/picture.png")));
        Assert.Equal($"{Root} has no sub-folders; put the pictures of each class into a sub-folder of its own.", ErrorOf(Root));
        Text("cat/notes.txt", "no picture");
        Assert.Equal($"{Root}: the sub-folder 'cat' holds no picture (JPEG, PNG, WebP, GIF or BMP); every sub-folder is a class, so put pictures there or remove it.", ErrorOf(Root));
        Picture("cat/a.png", SKColors.Red);
        Assert.Equal($"{folder.PathOf("pets/picture.png")} lies in no sub-folder and so belongs to no class.", Assert.Single(ImageFolder.Open(Root).Skipped).Reason);

        static string ErrorOf(string path) => Assert.Throws<DataFileException>(() => ImageFolder.Open(path)).Message;
    }

    [Fact]
    public void A_network_of_another_size_is_told_which_one_the_pictures_need()
    {
        Picture("a/1.png", SKColors.Red);
        Picture("b/1.png", SKColors.Red);
        Picture("c/1.png", SKColors.Red);
        var source = ImageFolder.Open(Root).Source<float>(Shape);

        Assert.Equal(
            $"Shades.Fit: the source failed at example 0 of epoch 0: {Root} has 3 classes; the network has 1 outputs, and must have one for each class, or one for two classes",
            Assert.Throws<InvalidOperationException>(() => Shades.Create(seed: 1).Fit(source, new TrainingOptions { BatchSize = 2 })).Message);
        Assert.Equal(
            $"the pictures of {Root} are 4 × 4 × 3, 48 numbers; the network takes 12 features",
            Assert.Throws<ShapeMismatchException>(() => source.Read(0, 0, Matrix<float>.Zeros(12, 1), Matrix<float>.Zeros(3, 1), default)).Message);
        foreach (var shape in (ImageShape[])[new(0, 4, 3), new(4, -1, 3), new(4, 4, 2), new(int.MaxValue, int.MaxValue, 3)])
        {
            Assert.StartsWith($"ImageFolder: the shape is {shape}; height", Assert.Throws<ArgumentOutOfRangeException>(() => ImageFolder.Open(Root).Source<float>(shape)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_folder_nested_more_deeply_than_a_stack_is_listed()
    {
        string path = Path.Combine(Root, "deep");
        for (int i = 0; i < 300; i++)
        {
            path = Path.Combine(path, "d");
        }

        Directory.CreateDirectory(path);
        Picture("deep/" + string.Concat(Enumerable.Repeat("d/", 300)) + "a.png", SKColors.Red);

        Assert.Single(ImageFolder.Open(Root).Files);
    }

    private string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private void Text(string name, string content)
    {
        string path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private void Picture(string name, SKColor color, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        Text(name, "");
        using var picture = new SKBitmap(4, 4, SKColorType.Rgba8888, SKAlphaType.Opaque);
        picture.Erase(color);
        using var stream = File.Create(Path.Combine(Root, name));
        Assert.True(picture.Encode(stream, format, 95));
    }
}

[Network(48, 4, 1)]
internal sealed partial class Shades;
