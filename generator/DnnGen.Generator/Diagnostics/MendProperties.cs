namespace DnnGen.Generator.Diagnostics;

/// <summary>The names under which a diagnostic tells the code fixes what they need to know; what is not certain is left out.</summary>
internal static class MendProperties
{
    /// <summary>The number of rows that fits, where the matrix has another.</summary>
    public const string ExpectedRows = nameof(ExpectedRows);

    /// <summary>The wrong number of rows.</summary>
    public const string ActualRows = nameof(ActualRows);

    /// <summary>The number of columns that fits, where the matrix has another.</summary>
    public const string ExpectedColumns = nameof(ExpectedColumns);

    /// <summary>The wrong number of columns.</summary>
    public const string ActualColumns = nameof(ActualColumns);

    /// <summary>The length that fits, of a span, an array or the data of a matrix.</summary>
    public const string ExpectedLength = nameof(ExpectedLength);

    /// <summary>The wrong length.</summary>
    public const string ActualLength = nameof(ActualLength);

    /// <summary>The number of examples that a workspace must take.</summary>
    public const string ExpectedExamples = nameof(ExpectedExamples);

    /// <summary>The number of examples that a workspace was created for.</summary>
    public const string ActualExamples = nameof(ActualExamples);

    /// <summary>The transposed matrix fits.</summary>
    public const string TransposeFits = nameof(TransposeFits);

    /// <summary>The product exists with its left matrix transposed.</summary>
    public const string TransposeLeftFits = nameof(TransposeLeftFits);

    /// <summary>The product exists with its right matrix transposed.</summary>
    public const string TransposeRightFits = nameof(TransposeRightFits);

    /// <summary>The two fit the other way round: the matrices of a product, or x and y of a network.</summary>
    public const string SwapFits = nameof(SwapFits);

    /// <summary>The activation that fits.</summary>
    public const string FittingActivation = nameof(FittingActivation);

    /// <summary>A layer that makes a shape fit, as it is written: <c>Dense(3)</c>.</summary>
    public const string FittingLayer = nameof(FittingLayer);

    /// <summary>The same for the skip: a layer that gives it the shape of what it meets.</summary>
    public const string FittingSkipLayer = nameof(FittingSkipLayer);

    /// <summary>The number that fits in the place of the one that is reported.</summary>
    public const string FittingNumber = nameof(FittingNumber);

    /// <summary>The loss that fits.</summary>
    public const string FittingLoss = nameof(FittingLoss);

    /// <summary>The rows that a result, a field or a property can be said to have; of a parameter, with its ordinal behind.</summary>
    public const string InferredRows = nameof(InferredRows);

    /// <summary>The columns, likewise.</summary>
    public const string InferredColumns = nameof(InferredColumns);

    /// <summary>The place that is wrong stands inside a block.</summary>
    public const string InBlock = nameof(InBlock);

    /// <summary>What is told of a property that is either there or not.</summary>
    public const string Yes = "true";
}
