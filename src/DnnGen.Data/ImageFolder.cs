using System.Globalization;
using System.Numerics;

namespace DnnGen.Data;

/// <summary>A picture that a folder holds and that is not among its examples.</summary>
/// <param name="Path">The picture.</param>
/// <param name="Reason">One sentence that says why.</param>
public sealed record SkippedImage(string Path, string Reason);

/// <summary>
/// A folder of pictures in which each sub-folder is a class: <c>pets/cat/*.jpg</c>, <c>pets/dog/*.jpg</c>. Pictures are
/// decoded when they are asked for, so that there may be more of them than memory holds.
/// </summary>
/// <remarks>
/// The classes are the sub-folders in the order of their names (character by character); pictures may lie at any depth of
/// them. A picture is a file whose name ends in .jpg, .jpeg, .png, .webp, .gif or .bmp; other files and hidden ones are passed
/// over. Nothing outside the folder is ever read: symbolic links below it are not followed, and are told in <see cref="Skipped"/>.
/// </remarks>
public sealed class ImageFolder
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp"];

    private readonly string[] files;
    private readonly int[] classNumbers;

    private ImageFolder(string path, string[] classes, string[] files, int[] classNumbers, SkippedImage[] skipped)
    {
        Path = path;
        Classes = classes;
        this.files = files;
        this.classNumbers = classNumbers;
        Skipped = skipped;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The names of the sub-folders: class 0 first.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The pictures, class by class, in the order of their names.</summary>
    public IReadOnlyList<string> Files => files;

    /// <summary>The class of each picture, counted from 0.</summary>
    public IReadOnlyList<int> ClassNumbers => classNumbers;

    /// <summary>What was left out: links, and unreadable pictures where that was allowed.</summary>
    public IReadOnlyList<SkippedImage> Skipped { get; }

    /// <summary>Lists the pictures of a folder.</summary>
    /// <param name="path">The folder, which may itself be a link.</param>
    /// <param name="skipUnreadable">
    /// Whether pictures that cannot be decoded are left out, and told in <see cref="Skipped"/>; every picture is decoded once to
    /// know that. Otherwise the first one that is read and cannot be ends the reading with a sentence that names it.
    /// </param>
    /// <returns>The folder.</returns>
    /// <exception cref="DataFileException">There is no such folder, it has no sub-folders, or one of them holds no picture.</exception>
    public static ImageFolder Open(string path, bool skipUnreadable = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
        {
            throw new DataFileException($"{path} {(File.Exists(path) ? "is a file" : "does not exist")}; give the path of a folder with a sub-folder of pictures for each class.");
        }

        var skipped = new List<SkippedImage>();
        var classes = new List<string>();
        var (files, numbers) = (new List<string>(), new List<int>());
        try
        {
            foreach (var entry in Entries(new DirectoryInfo(path), skipped))
            {
                if (entry is DirectoryInfo folder)
                {
                    int before = files.Count;
                    Collect(folder, files, skipped);
                    if (files.Count == before)
                    {
                        throw new DataFileException($"{path}: the sub-folder '{FileChecks.OneLine(folder.Name)}' holds no picture (JPEG, PNG, WebP, GIF or BMP); every sub-folder is a class, so put pictures there or remove it.");
                    }

                    numbers.AddRange(Enumerable.Repeat(classes.Count, files.Count - before));
                    classes.Add(folder.Name);
                }
                else if (IsPicture(entry))
                {
                    skipped.Add(new(entry.FullName, $"{entry.FullName} lies in no sub-folder and so belongs to no class."));
                }
            }
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or (IOException and not DataFileException))
        {
            throw new DataFileException($"{path} cannot be listed ({FileChecks.OneLine(failure.Message)}); check that its folders may be read.", failure);
        }

        if (classes.Count == 0)
        {
            throw new DataFileException($"{path} has no sub-folders; put the pictures of each class into a sub-folder of its own.");
        }

        return skipUnreadable
            ? Readable(path, [.. classes], [.. files], [.. numbers], skipped)
            : new(path, [.. classes], [.. files], [.. numbers], [.. skipped]);
    }

    /// <summary>All pictures in memory, for a folder that fits into it.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="shape">The size that every picture is brought to, with 1 channel (grey) or 3.</param>
    /// <param name="order">In which order the numbers of a picture stand.</param>
    /// <returns>X, (height·width·channels × m), and the class of each as one-hot Y, (classes × m), in the order of <see cref="Files"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The shape is none that pictures can have.</exception>
    /// <exception cref="DataFileException">A picture cannot be read, or all together are too many for one matrix.</exception>
    public (Matrix<T> X, Matrix<T> Y) Read<T>(ImageShape shape, ImageOrder order = ImageOrder.HeightWidthChannel)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var source = Source<T>(shape, seed: null, order);
        if ((long)shape.Features * files.Length > Array.MaxLength || (long)Classes.Count * files.Length > Array.MaxLength)
        {
            throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Path} holds {files.Length} pictures, of {shape.Features} numbers each more than one matrix ({Array.MaxLength} numbers); train with Source, which reads them batch by batch."));
        }

        var (x, y) = (Matrix<T>.Zeros(shape.Features, files.Length), Matrix<T>.Zeros(Classes.Count, files.Length));
        source.Read(0, 0, x, y, CancellationToken.None);
        return (x, y);
    }

    /// <summary>The pictures as a source for <c>Fit</c>: each is decoded when its mini-batch is, on several threads.</summary>
    /// <typeparam name="T">The number type of the network.</typeparam>
    /// <param name="shape">The size that every picture is brought to, with 1 channel (grey) or 3; height·width·channels is the input size of the network.</param>
    /// <param name="seed">The seed of the order, which follows from it and the epoch; <see langword="null"/> takes the pictures in the order of <see cref="Files"/>.</param>
    /// <param name="order">In which order the numbers of a picture stand.</param>
    /// <returns>
    /// The source. Its labels are one-hot, a row for each class; for a network of one output and a folder of two classes they are 0 and 1.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The shape is none that pictures can have.</exception>
    public IBatchSource<T> Source<T>(ImageShape shape, ulong? seed = 1, ImageOrder order = ImageOrder.HeightWidthChannel)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        shape.Check("ImageFolder");
        return new ImageSource<T>(this, files, classNumbers, shape, seed, order);
    }

    private static bool IsPicture(FileSystemInfo entry) => Extensions.Contains(System.IO.Path.GetExtension(entry.Name), StringComparer.OrdinalIgnoreCase);

    /// <summary>What lies in a folder, by name, without what is hidden; links are told and left out.</summary>
    private static List<FileSystemInfo> Entries(DirectoryInfo folder, List<SkippedImage> skipped)
    {
        var entries = new List<FileSystemInfo>();
        foreach (var entry in folder.EnumerateFileSystemInfos().Where(entry => !entry.Attributes.HasFlag(FileAttributes.Hidden)))
        {
            if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                skipped.Add(new(entry.FullName, $"{entry.FullName} is a symbolic link; links are not followed, so that nothing outside the folder is read."));
            }
            else
            {
                entries.Add(entry);
            }
        }

        entries.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return entries;
    }

    private static void Collect(DirectoryInfo folder, List<string> files, List<SkippedImage> skipped)
    {
        // Not by recursion: a folder may be nested more deeply than the stack is.
        var open = new Stack<DirectoryInfo>([folder]);
        while (open.TryPop(out var next))
        {
            var entries = Entries(next, skipped);
            files.AddRange(entries.Where(entry => entry is FileInfo && IsPicture(entry)).Select(entry => entry.FullName));
            foreach (var inner in entries.OfType<DirectoryInfo>().Reverse())
            {
                open.Push(inner);
            }
        }
    }

    private static ImageFolder Readable(string path, string[] classes, string[] files, int[] numbers, List<SkippedImage> skipped)
    {
        string?[] faults = new string?[files.Length];
        Parallel.For(0, files.Length, new ParallelOptions { MaxDegreeOfParallelism = Parallelism.MaxThreads }, i =>
        {
            try
            {
                RequireContent(files[i]);
                ImageFile.Check(files[i]);
            }
            catch (DataFileException fault)
            {
                faults[i] = fault.Message;
            }
        });
        int[] good = [.. Enumerable.Range(0, files.Length).Where(i => faults[i] is null)];
        skipped.AddRange(Enumerable.Range(0, files.Length).Where(i => faults[i] is not null).Select(i => new SkippedImage(files[i], faults[i]!)));
        int[] left = [.. good.Select(i => numbers[i])];
        for (int one = 0; one < classes.Length; one++)
        {
            if (!left.Contains(one))
            {
                throw new DataFileException($"{path}: none of the pictures in the sub-folder '{FileChecks.OneLine(classes[one])}' can be read ({FileChecks.OneLine(skipped.First(image => numbers.AsSpan().IndexOf(one) is var first && image.Path == files[first]).Reason)}).");
            }
        }

        return new(path, classes, [.. good.Select(i => files[i])], left, [.. skipped]);
    }

    /// <summary>An empty file is no picture, and a pipe, which looks like one, would keep its reader waiting for ever.</summary>
    internal static void RequireContent(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: 0 })
        {
            throw new DataFileException($"{path} is empty and no picture; fetch or write it again, or remove it.");
        }
    }
}

/// <summary>The pictures of a folder, mini-batch by mini-batch.</summary>
internal sealed class ImageSource<T>(ImageFolder folder, string[] files, int[] classNumbers, ImageShape shape, ulong? seed, ImageOrder order) : IBatchSource<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] places = [.. Enumerable.Range(0, files.Length)];
    private int orderedEpoch = -1;

    public long Examples => files.Length;

    public void Read(int epoch, long start, Matrix<T> x, Matrix<T> y, CancellationToken cancellationToken)
    {
        int classes = folder.Classes.Count;
        if (x.Rows != shape.Features)
        {
            throw new ShapeMismatchException(string.Create(
                CultureInfo.InvariantCulture, $"the pictures of {folder.Path} are {shape}, {shape.Features} numbers; the network takes {x.Rows} features"));
        }

        if (y.Rows != classes && !(y.Rows == 1 && classes == 2))
        {
            throw new ShapeMismatchException(string.Create(
                CultureInfo.InvariantCulture, $"{folder.Path} has {classes} classes; the network has {y.Rows} outputs, and must have one for each class, or one for two classes"));
        }

        if (seed is { } drawn && orderedEpoch != epoch)
        {
            EpochSeed.Permute(places, drawn, epoch);
            orderedEpoch = epoch;
        }

        var faults = new Exception?[x.Columns];
        Parallel.For(0, x.Columns, new ParallelOptions { MaxDegreeOfParallelism = Parallelism.MaxThreads, CancellationToken = cancellationToken }, j =>
        {
            int place = places[(int)start + j];
            var pixels = new T[shape.Features];
            try
            {
                ImageFolder.RequireContent(files[place]);
                ImageFile.ReadInto<T>(files[place], shape, order, pixels);
            }
            catch (DataFileException fault)
            {
                faults[j] = fault;
                return;
            }

            x.Column(j).CopyFrom(Matrix<T>.FromExamples(pixels, shape.Features, 1));
            var label = y.Column(j);
            label.Fill(T.Zero);
            if (y.Rows == 1)
            {
                label[0, 0] = T.CreateTruncating(classNumbers[place]);
            }
            else
            {
                label[classNumbers[place], 0] = T.One;
            }
        });

        // The first in the order of the batch, whichever thread met one first.
        if (Array.Find(faults, fault => fault is not null) is { } first)
        {
            throw first;
        }
    }
}
