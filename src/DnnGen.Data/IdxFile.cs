using System.Globalization;
using System.Numerics;

namespace DnnGen.Data;

/// <summary>
/// Reads IDX files, the format of MNIST and its successors (<c>train-images-idx3-ubyte</c>), plain or compressed by gzip.
/// </summary>
/// <remarks>
/// The format (Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database): two zero bytes, a code for the type of the numbers,
/// the number of dimensions; the size of each dimension as 4 bytes, most significant first; then the numbers, in the same
/// byte order, the last dimension fastest. The first dimension counts the examples.
/// </remarks>
public static class IdxFile
{
    /// <summary>Opens a file to read it piece by piece, so that it may be larger than memory.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <returns>The open file, which is to be disposed of.</returns>
    /// <exception cref="DataFileException">The file is missing, is no IDX file, or is shorter or longer than its header says.</exception>
    public static IdxReader Open(string path) => new(path);

    /// <summary>Reads a file of images, unsigned bytes of the shape (examples, height, width) or of any other with two dimensions or more.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="path">The file, plain or gzip.</param>
    /// <param name="scaled">Whether each pixel is divided by 255, so that all lie between 0 and 1.</param>
    /// <returns>A (features × examples) matrix; for 28 × 28 pixels there are 784 features, row after row of the image.</returns>
    /// <exception cref="DataFileException">The file is missing, damaged, or holds something other than images.</exception>
    public static Matrix<T> ReadImages<T>(string path, bool scaled = true)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var reader = Open(path);
        if (reader.Sizes.Count < 2 || reader.ElementType != IdxElementType.UInt8)
        {
            throw new DataFileException(
                $"{path} holds {reader.ElementType} numbers of the shape ({reader.Shape}); images are UInt8 of the shape (examples, height, width), so give a file of images or read it by IdxFile.Open.");
        }

        return reader.ReadAll<T>(scaled);
    }

    /// <summary>Reads a file of labels: one whole number for each example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="path">The file, plain or gzip.</param>
    /// <returns>A (1 × examples) matrix of class numbers.</returns>
    /// <exception cref="DataFileException">The file is missing, damaged, or holds something other than labels.</exception>
    public static Matrix<T> ReadLabels<T>(string path)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var reader = Open(path);
        if (reader.Sizes.Count != 1 || reader.ElementType is IdxElementType.Float32 or IdxElementType.Float64)
        {
            throw new DataFileException(
                $"{path} holds {reader.ElementType} numbers of the shape ({reader.Shape}); labels are whole numbers of the shape (examples), so give a file of labels.");
        }

        return reader.ReadAll<T>(scaled: false);
    }

    /// <summary>Reads a file of labels as one column for each example: 1 in the row of its class and 0 in all others.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="path">The file, plain or gzip.</param>
    /// <param name="classes">The number of classes; labels count from 0 to one less.</param>
    /// <returns>A (classes × examples) matrix.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of classes is not positive.</exception>
    /// <exception cref="DataFileException">The file is missing, damaged, or holds something other than labels of these classes.</exception>
    public static Matrix<T> ReadOneHot<T>(string path, int classes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);

        // Class numbers below 2⁵³ are exact in double, and an IDX file holds none of more than 32 bits.
        var labels = ReadLabels<double>(path);
        var result = Matrix<T>.Zeros(classes, labels.Columns);
        for (int j = 0; j < labels.Columns; j++)
        {
            double label = labels[0, j];
            if (label < 0 || label >= classes)
            {
                throw new DataFileException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}: label {j} (counted from 0) is {label}; with {classes} classes labels go from 0 to {classes - 1}, so give the number of classes that the file has."));
            }

            result[(int)label, j] = T.One;
        }

        return result;
    }
}
