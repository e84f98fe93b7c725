using System.Globalization;
using System.Numerics;

namespace DnnGen.Data;

/// <summary>Class numbers as columns of 0 and 1, and back.</summary>
public static class OneHot
{
    /// <summary>Writes each class number as a column: 1 in the row of the class and 0 in all others.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="classNumbers">The class of each of m examples, from 0 to one less than <paramref name="classes"/>.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>A (classes × m) matrix.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of classes is not positive, or a class number lies outside.</exception>
    public static Matrix<T> Encode<T>(ReadOnlySpan<int> classNumbers, int classes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        var result = Matrix<T>.Zeros(classes, classNumbers.Length);
        for (int j = 0; j < classNumbers.Length; j++)
        {
            if ((uint)classNumbers[j] >= (uint)classes)
            {
                throw Outside(nameof(classNumbers), j, classNumbers[j], classes);
            }

            result[classNumbers[j], j] = T.One;
        }

        return result;
    }

    /// <summary>Writes each class number as a column: 1 in the row of the class and 0 in all others.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="classNumbers">The class of each example, (1 × m): whole numbers from 0 to one less than <paramref name="classes"/>.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>A (classes × m) matrix.</returns>
    /// <exception cref="ShapeMismatchException">The matrix has more than one row, or none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of classes is not positive, or a class number lies outside or is not whole.</exception>
    [return: Shape("classes", "m")]
    public static Matrix<T> Encode<T>([Shape("1", "m")] Matrix<T> classNumbers, int classes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (classNumbers.Rows != 1)
        {
            throw new ShapeMismatchException(string.Create(
                CultureInfo.InvariantCulture,
                $"OneHot.Encode: classNumbers is ({classNumbers.Rows} × {classNumbers.Columns}); it must be (1 × m), a class number for each example."));
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        int[] numbers = new int[classNumbers.Columns];
        for (int j = 0; j < numbers.Length; j++)
        {
            T number = classNumbers[0, j];
            if (!T.IsInteger(number) || number < T.Zero || double.CreateChecked(number) >= classes)
            {
                throw Outside(nameof(classNumbers), j, number, classes);
            }

            numbers[j] = int.CreateChecked(number);
        }

        return Encode<T>(numbers, classes);
    }

    /// <summary>The row of the largest number of each column: the class of a one-hot label, or the class that a network finds most probable.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="columns">A (classes × m) matrix; of equal numbers the first counts, and NaN never does.</param>
    /// <returns>The class number of each of the m examples.</returns>
    /// <exception cref="ShapeMismatchException">The matrix has no row.</exception>
    public static int[] Decode<T>(Matrix<T> columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (columns.Rows == 0)
        {
            throw new ShapeMismatchException(string.Create(
                CultureInfo.InvariantCulture,
                $"OneHot.Decode: columns is (0 × {columns.Columns}); it must have a row for each class."));
        }

        int[] classNumbers = new int[columns.Columns];
        for (int j = 0; j < classNumbers.Length; j++)
        {
            for (int i = 1; i < columns.Rows; i++)
            {
                T most = columns[classNumbers[j], j];
                if (columns[i, j] > most || (T.IsNaN(most) && !T.IsNaN(columns[i, j])))
                {
                    classNumbers[j] = i;
                }
            }
        }

        return classNumbers;
    }

    private static ArgumentOutOfRangeException Outside<TNumber>(string parameter, int example, TNumber number, int classes) => new(parameter, string.Create(
        CultureInfo.InvariantCulture,
        $"The class number of example {example} (counted from 0) is {number}; with {classes} classes class numbers are the whole numbers from 0 to {classes - 1}."));
}
