using System.Globalization;
using System.Numerics;

namespace DnnGen.Data;

/// <summary>Which examples a network is trained on, which choose among networks, and which test the one that was chosen.</summary>
/// <remarks>The same seed gives the same split on every machine. Every example belongs to exactly one of the three parts.</remarks>
public sealed class Split
{
    private readonly int examples;

    private Split(int examples, int[] training, int[] validation, int[] test)
    {
        this.examples = examples;
        Training = training;
        Validation = validation;
        Test = test;
    }

    /// <summary>The examples (columns) to train on, in random order.</summary>
    public IReadOnlyList<int> Training { get; }

    /// <summary>The examples (columns) to choose settings by, in random order.</summary>
    public IReadOnlyList<int> Validation { get; }

    /// <summary>The examples (columns) to test with, in random order.</summary>
    public IReadOnlyList<int> Test { get; }

    /// <summary>Splits at random.</summary>
    /// <param name="examples">The number of examples.</param>
    /// <param name="validation">The share for validation, from 0 to 1; the number of examples is rounded.</param>
    /// <param name="test">The share for the test, from 0 to 1; the number of examples is rounded.</param>
    /// <param name="seed">What the split follows from.</param>
    /// <returns>The split; what the shares leave is for training.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of examples is negative, or the shares are no shares or more than 1 together.</exception>
    public static Split Random(int examples, double validation, double test, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(examples);
        CheckShares(validation, test);
        int[] order = Permutation(examples, new SeededRandom(seed));
        int forTest = Rounded(examples * test);
        int forValidation = Math.Min(Rounded(examples * validation), examples - forTest);
        return new(examples, order[(forTest + forValidation)..], order[forTest..(forTest + forValidation)], order[..forTest]);
    }

    /// <summary>Splits at random, each class by itself, so that all parts hold the classes in the same proportions as far as whole examples can.</summary>
    /// <param name="classNumbers">The class of each example; any whole numbers. See <see cref="OneHot.Decode"/>.</param>
    /// <param name="validation">The share for validation, from 0 to 1.</param>
    /// <param name="test">The share for the test, from 0 to 1.</param>
    /// <param name="seed">What the split follows from.</param>
    /// <returns>The split; what the shares leave is for training.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The shares are no shares or more than 1 together.</exception>
    public static Split Stratified(ReadOnlySpan<int> classNumbers, double validation, double test, ulong seed)
    {
        CheckShares(validation, test);
        var random = new SeededRandom(seed);
        int[] numbers = classNumbers.ToArray();
        int[][] classes = [.. Enumerable.Range(0, numbers.Length).GroupBy(example => numbers[example]).OrderBy(group => group.Key).Select(group => group.ToArray())];
        int[] sizes = Array.ConvertAll(classes, members => members.Length);
        int[] forTest = Shares(sizes, sizes, test, Rounded(numbers.Length * test));
        int[] left = [.. sizes.Select((size, i) => size - forTest[i])];
        int[] forValidation = Shares(sizes, left, validation, Math.Min(Rounded(numbers.Length * validation), left.Sum()));
        var parts = (Training: new List<int>(), Validation: new List<int>(), Test: new List<int>());
        for (int i = 0; i < classes.Length; i++)
        {
            int[] members = Array.ConvertAll(Permutation(sizes[i], random), place => classes[i][place]);
            parts.Test.AddRange(members[..forTest[i]]);
            parts.Validation.AddRange(members[forTest[i]..(forTest[i] + forValidation[i])]);
            parts.Training.AddRange(members[(forTest[i] + forValidation[i])..]);
        }

        return new(numbers.Length, Shuffled(parts.Training), Shuffled(parts.Validation), Shuffled(parts.Test));

        int[] Shuffled(List<int> part) => Array.ConvertAll(Permutation(part.Count, random), place => part[place]);
    }

    /// <summary>Copies the training examples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="data">Features or labels: (rows × examples).</param>
    /// <returns>A (rows × training examples) matrix.</returns>
    /// <exception cref="ShapeMismatchException">The matrix has another number of columns than the split has examples.</exception>
    public Matrix<T> TrainingOf<T>(Matrix<T> data)
        where T : unmanaged, IFloatingPointIeee754<T> => Select(data, Training);

    /// <summary>Copies the validation examples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="data">Features or labels: (rows × examples).</param>
    /// <returns>A (rows × validation examples) matrix.</returns>
    /// <exception cref="ShapeMismatchException">The matrix has another number of columns than the split has examples.</exception>
    public Matrix<T> ValidationOf<T>(Matrix<T> data)
        where T : unmanaged, IFloatingPointIeee754<T> => Select(data, Validation);

    /// <summary>Copies the test examples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="data">Features or labels: (rows × examples).</param>
    /// <returns>A (rows × test examples) matrix.</returns>
    /// <exception cref="ShapeMismatchException">The matrix has another number of columns than the split has examples.</exception>
    public Matrix<T> TestOf<T>(Matrix<T> data)
        where T : unmanaged, IFloatingPointIeee754<T> => Select(data, Test);

    private Matrix<T> Select<T>(Matrix<T> data, IReadOnlyList<int> columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (data.Columns != examples)
        {
            throw new ShapeMismatchException(string.Create(
                CultureInfo.InvariantCulture,
                $"Split: data is ({data.Rows} × {data.Columns}); this split was made for {examples} examples (columns)."));
        }

        var selected = Matrix<T>.Zeros(data.Rows, columns.Count);
        for (int j = 0; j < columns.Count; j++)
        {
            selected.Column(j).CopyFrom(data.Column(columns[j]));
        }

        return selected;
    }

    private static int[] Permutation(int count, SeededRandom random)
    {
        int[] permutation = new int[count];
        random.NextPermutation(permutation);
        return permutation;
    }

    private static int Rounded(double number) => (int)Math.Round(number, MidpointRounding.AwayFromZero);

    /// <summary>How many of each class, <paramref name="total"/> together: whole parts first, then one more where the largest fractions were cut off.</summary>
    private static int[] Shares(int[] sizes, int[] most, double share, int total)
    {
        int[] taken = [.. sizes.Select((size, i) => Math.Min((int)Math.Floor(size * share), most[i]))];
        int[] order = [.. Enumerable.Range(0, sizes.Length).OrderByDescending(i => (sizes[i] * share) - Math.Floor(sizes[i] * share)).ThenBy(i => i)];
        for (int missing = total - taken.Sum(); missing > 0;)
        {
            int before = missing;
            foreach (int i in order)
            {
                if (missing > 0 && taken[i] < most[i])
                {
                    taken[i]++;
                    missing--;
                }
            }

            if (missing == before)
            {
                break;
            }
        }

        return taken;
    }

    private static void CheckShares(double validation, double test)
    {
        // Written so that NaN fails.
        if (!(validation >= 0 && test >= 0 && validation + test <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(validation), string.Create(
                CultureInfo.InvariantCulture,
                $"The shares are {validation} for validation and {test} for the test; they must lie between 0 and 1 and leave something for training, such as 0.1 and 0.2."));
        }
    }
}
