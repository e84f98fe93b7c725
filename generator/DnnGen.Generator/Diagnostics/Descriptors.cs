using System.Collections.Immutable;

using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.Diagnostics;

/// <summary>Every rule of the product: its id, title, sentence and severity. Ids are never reused.</summary>
internal static class Descriptors
{
    public const string MustBePartialId = "DNN0001";
    public const string ContainingTypeMustBePartialId = "DNN0002";
    public const string TooFewSizesId = "DNN0003";
    public const string SizeNotPositiveId = "DNN0004";
    public const string NameTakenId = "DNN0005";
    public const string TypeNotSupportedId = "DNN0006";
    public const string TooManyParametersId = "DNN0007";
    public const string LossDoesNotFitId = "DNN0008";
    public const string SoftmaxOverOneId = "DNN0009";
    public const string SizesAndLayersId = "DNN0010";
    public const string LayersSpreadId = "DNN0011";
    public const string LayersWithoutNetworkId = "DNN0012";
    public const string InputNotFirstId = "DNN0013";
    public const string UnknownValueId = "DNN0014";
    public const string CosineOverOneId = "DNN0015";
    public const string VectorExpectedId = "DNN0020";
    public const string ImageExpectedId = "DNN0021";
    public const string WindowTooLargeId = "DNN0022";
    public const string RowsLeftOutId = "DNN0023";
    public const string GroupsDoNotDivideId = "DNN0024";
    public const string ReshapeDiffersId = "DNN0025";
    public const string OutOfRangeId = "DNN0026";
    public const string SoftmaxOverImageId = "DNN0027";
    public const string OutputHasNoLayerId = "DNN0028";
    public const string NothingToTrainId = "DNN0029";
    public const string NormOverOneId = "DNN0030";
    public const string NameUnknownId = "DNN0031";
    public const string SkipDiffersId = "DNN0032";
    public const string NameNotFreeId = "DNN0033";
    public const string ReadByNobodyId = "DNN0034";
    public const string InputTwiceId = "DNN0035";
    public const string SequenceExpectedId = "DNN0040";
    public const string NumbersExpectedId = "DNN0045";
    public const string TokensExpectedId = "DNN0046";
    public const string TiedDiffersId = "DNN0047";
    public const string TiedSaysId = "DNN0049";
    public const string HeadsDoNotDivideId = "DNN0048";
    public const string NoBlockId = "DNN0050";
    public const string BlockCycleId = "DNN0051";
    public const string BlockDeclaredWrongId = "DNN0052";
    public const string SizeNotGivenId = "DNN0053";
    public const string SizeNotTakenId = "DNN0054";
    public const string SizeUnusableId = "DNN0055";
    public const string TooManyLayersId = "DNN0056";
    public const string AllFrozenId = "DNN0057";
    public const string InitializationWrongId = "DNN0058";
    public const string PenaltyWrongId = "DNN0059";
    public const string LabelSmoothingWrongId = "DNN0060";
    public const string ClassWeightsWrongId = "DNN0061";
    public const string NothingLeftId = "DNN0062";
    public const string InputWrongId = "DNN0063";
    public const string OutputWrongId = "DNN0064";
    public const string SettingOfOutputsId = "DNN0065";
    public const string FeaturesDifferId = "DNN1001";
    public const string InnerDimensionsDifferId = "DNN1002";
    public const string ElementWiseDiffersId = "DNN1003";
    public const string ExampleCountsDifferId = "DNN1004";
    public const string LabelRowsDifferId = "DNN1005";
    public const string DataLengthDiffersId = "DNN1006";
    public const string AnnotationBrokenId = "DNN1007";
    public const string SpanLengthDiffersId = "DNN1008";
    public const string AnnotationUnreadableId = "DNN1009";
    public const string AnnotationInferredId = "DNN1010";
    public const string WorkspaceTooSmallId = "DNN2001";
    public const string NoForwardId = "DNN2002";
    public const string LearningRateNotPositiveId = "DNN2003";
    public const string PredictInLoopId = "DNN2004";
    public const string ResultUnusedId = "DNN2005";

    /// <summary>The whole sentence comes from <see cref="ShapeSentences"/>, which words the exceptions too.</summary>
    private const string FromShapeSentences = "{0}";

    public static readonly DiagnosticDescriptor MustBePartial = Error(
        MustBePartialId,
        title: "A network class must be partial",
        messageFormat: "{0} must be partial, so that the generator can write the network into it: write 'partial class {0}'");

    public static readonly DiagnosticDescriptor ContainingTypeMustBePartial = Error(
        ContainingTypeMustBePartialId,
        title: "A type that contains a network class must be partial",
        messageFormat: "{0} contains the network {1} and must be partial too: write 'partial {2} {0}'");

    public static readonly DiagnosticDescriptor TooFewSizes = Error(
        TooFewSizesId,
        title: "A network needs at least an input and an output",
        messageFormat: "{0} declares {1}; a network takes at least two, the input and the output, for example [Network(2, 4, 1)]");

    public static readonly DiagnosticDescriptor SizeNotPositive = Error(
        SizeNotPositiveId,
        title: "The size of a layer must be positive",
        messageFormat: "{0} of {1} has size {2}; it must be 1 or more");

    public static readonly DiagnosticDescriptor NameTaken = Error(
        NameTakenId,
        title: "A name that the generated network needs is taken",
        messageFormat: "{0} already has '{1}', which the generated network needs for itself: rename it");

    public static readonly DiagnosticDescriptor TypeNotSupported = Error(
        TypeNotSupportedId,
        title: "This kind of type cannot be a network",
        messageFormat: "{0} is {1}; a network is declared on a plain class: {2}");

    public static readonly DiagnosticDescriptor TooManyParameters = Error(
        TooManyParametersId,
        title: "A network has too many parameters for one buffer",
        messageFormat: "{0} has {1} {2}; one buffer holds at most {3}, so make its layers smaller");

    public static readonly DiagnosticDescriptor LossDoesNotFit = Error(
        LossDoesNotFitId,
        title: "The loss does not fit the output activation",
        messageFormat: "{0} takes a {1} output and the output of {2} is {3}: {5}, or use Loss.{4}");

    public static readonly DiagnosticDescriptor SoftmaxOverOne = Error(
        SoftmaxOverOneId,
        title: "A softmax over one unit is always 1",
        messageFormat: "{0} of {1} has one unit, and a {2} over one unit gives {3} whatever comes in: use Activation.Sigmoid, or two units or more");

    public static readonly DiagnosticDescriptor SizesAndLayers = Error(
        SizesAndLayersId,
        title: "Sizes and layers are declared together",
        messageFormat: "{0} declares its layers twice, as sizes in [Network(…)] and as attributes of their own: keep one of the two");

    public static readonly DiagnosticDescriptor LayersSpread = Error(
        LayersSpreadId,
        title: "Layers are spread over several declarations",
        messageFormat: "The layers of {0} stand on {1} declarations, which have no order among them: put [Input] and all layers on one declaration");

    public static readonly DiagnosticDescriptor LayersWithoutNetwork = Error(
        LayersWithoutNetworkId,
        title: "Layers without [Network]",
        messageFormat: "{0} has layers but no [Network], so nothing is generated: write [Network] above them");

    public static readonly DiagnosticDescriptor InputNotFirst = Error(
        InputNotFirstId,
        title: "Layers must begin with an [Input]",
        messageFormat: "The layers of {0} must begin with an [Input(…)], and the first of them is none");

    public static readonly DiagnosticDescriptor UnknownValue = Error(
        UnknownValueId,
        title: "A value is not one of its enum",
        messageFormat: "{0} is no {1}; take one of {2}");

    public static readonly DiagnosticDescriptor CosineOverOne = Error(
        CosineOverOneId,
        title: "The direction of one output is only its sign",
        messageFormat: "{0} has one output, and the cosine of one number with another is 1 or −1: CosineDistance has no slope to follow, use Loss.{1}, or two outputs or more");

    public static readonly DiagnosticDescriptor VectorExpected = Error(
        VectorExpectedId,
        title: "A dense layer stands straight after an image",
        messageFormat: "Layer {0} of {1} is dense and takes a vector, and what comes in is {2}: insert [Flatten] before it, which makes a vector of {3}");

    public static readonly DiagnosticDescriptor ImageExpected = Error(
        ImageExpectedId,
        title: "A layer for images stands after a vector",
        messageFormat: "Layer {0} of {1}, {2}, takes an image of channels × height × width, and what comes in is {3}: write {4}");

    public static readonly DiagnosticDescriptor WindowTooLarge = Error(
        WindowTooLargeId,
        title: "A window is larger than its input",
        messageFormat: "Layer {0} of {1} has a window of {2}, and what comes in is {3}, so that nothing would come out: make the window {4} or less, or add padding");

    public static readonly DiagnosticDescriptor RowsLeftOut = Create(
        RowsLeftOutId,
        title: "No window reaches the last rows or columns",
        messageFormat: "Layer {0} of {1} leaves out {2} of what comes in, {3}: its window of {4} moves by {5}",
        category: "DnnGen.Declaration",
        severity: DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor GroupsDoNotDivide = Error(
        GroupsDoNotDivideId,
        title: "Groups do not divide what they are groups of",
        messageFormat: "Layer {0} of {1} has {2} groups, and {3} cannot be divided by {2}: choose another number of groups");

    public static readonly DiagnosticDescriptor ReshapeDiffers = Error(
        ReshapeDiffersId,
        title: "A shape holds another number of numbers",
        messageFormat: "Layer {0} of {1} makes {2}, which holds {3} numbers, and what comes in is {4}{5}: write {6}");

    public static readonly DiagnosticDescriptor OutOfRange = Error(
        OutOfRangeId,
        title: "A setting of a layer is out of its range",
        messageFormat: "{0} of layer {1} of {2} is {3}; it must be {4}");

    public static readonly DiagnosticDescriptor SoftmaxOverImage = Error(
        SoftmaxOverImageId,
        title: "A softmax stands over an image",
        messageFormat: "Layer {0} of {1} takes a {2} over {3}, and a {2} weighs the units of a vector: insert [Flatten] before it, or use another activation");

    public static readonly DiagnosticDescriptor OutputHasNoLayer = Error(
        OutputHasNoLayerId,
        title: "The output activation has no layer to stand in",
        messageFormat: "The last layer of {0}, {1}, has no activation, so that Output has no effect: write [Activation(Activation.{2})] after it");

    public static readonly DiagnosticDescriptor NothingToTrain = Error(
        NothingToTrainId,
        title: "No layer has anything to train",
        messageFormat: "{0} has no layer with parameters, so that there is nothing to train: add one, for example [Dense(10)]");

    public static readonly DiagnosticDescriptor NormOverOne = Error(
        NormOverOneId,
        title: "A normalization over one number is always zero",
        messageFormat: "Layer {0} of {1} normalizes {2} with the mean of one number, and one number less its mean is 0 whatever comes in: use [BatchNorm], or [RMSNorm], or no normalization");

    public static readonly DiagnosticDescriptor NameUnknown = Error(
        NameUnknownId,
        title: "No layer before this one has that name",
        messageFormat: "Layer {0} of {1} refers to {2}, and no layer before it has that name: {3}");

    public static readonly DiagnosticDescriptor SkipDiffers = Error(
        SkipDiffersId,
        title: "A skip has another shape",
        messageFormat: "Layer {0} of {1} {2} {3}, what came out of {4}: {5}");

    public static readonly DiagnosticDescriptor NameNotFree = Error(
        NameNotFreeId,
        title: "A layer cannot have that name",
        messageFormat: "{0} of {1} cannot be called {2}: {3}");

    public static readonly DiagnosticDescriptor ReadByNobody = Error(
        ReadByNobodyId,
        title: "An output is read by nobody",
        messageFormat: "{0} of {1} is read by nobody: {2}, or remove the {3}");

    public static readonly DiagnosticDescriptor InputWrong = Error(
        InputWrongId,
        title: "One of several inputs cannot be called so",
        messageFormat: "The input {0} of {1} {2}");

    public static readonly DiagnosticDescriptor OutputWrong = Error(
        OutputWrongId,
        title: "An output cannot be declared so",
        messageFormat: "The output {0} of {1} {2}");

    public static readonly DiagnosticDescriptor SettingOfOutputs = Error(
        SettingOfOutputsId,
        title: "A setting of [Network] is for one output, and there are several",
        messageFormat: "{0} has several outputs, and {1} of [Network] is for one: {2}");

    public static readonly DiagnosticDescriptor InputTwice = Error(
        InputTwiceId,
        title: "The sizes of the input are said twice",
        messageFormat: "The input of {0} is {2} and has {1} besides: write [Input(features)], [Input(channels, height, width)] or [Input(Time = steps, Features = features)]");

    public static readonly DiagnosticDescriptor SequenceExpected = Error(
        SequenceExpectedId,
        title: "A layer over sequences needs a sequence",
        messageFormat: "Layer {0} of {1}, {2}, takes a sequence of time × features, and what comes in is {3}: write {4}");

    public static readonly DiagnosticDescriptor NumbersExpected = Error(
        NumbersExpectedId,
        title: "A layer stands straight after tokens",
        messageFormat: "Layer {0} of {1}, {2}, calculates with numbers, and what comes in is {3}: insert [Embedding(width)] before it, which makes a vector of each");

    public static readonly DiagnosticDescriptor TokensExpected = Error(
        TokensExpectedId,
        title: "An embedding needs tokens",
        messageFormat: "Layer {0} of {1}, {2}, makes vectors of tokens, and what comes in is {3}: write {4}");

    public static readonly DiagnosticDescriptor HeadsDoNotDivide = Error(
        HeadsDoNotDivideId,
        title: "The heads of an attention do not divide its features",
        messageFormat: "Layer {0} of {1} has {2} heads, and the {3} features of a step cannot be divided among them: take {4}");

    public static readonly DiagnosticDescriptor TiedDiffers = Error(
        TiedDiffersId,
        title: "Weights of another layer do not fit",
        messageFormat: "Layer {0} of {1} {2}");

    public static readonly DiagnosticDescriptor TiedSays = Error(
        TiedSaysId,
        title: "A layer says of weights what their owner says",
        messageFormat: "Layer {0} of {1} has {2}, and its weights are those of {3}: remove it, or write it there, where it counts for both");

    public static readonly DiagnosticDescriptor NoBlock = Error(
        NoBlockId,
        title: "What is put in is no block",
        messageFormat: "{0} of {1} puts in {2}, which {3}");

    public static readonly DiagnosticDescriptor BlockCycle = Error(
        BlockCycleId,
        title: "A block puts itself in",
        messageFormat: "{0} puts itself in, {1}, and would never end: remove one of these [Use]");

    public static readonly DiagnosticDescriptor BlockDeclaredWrong = Error(
        BlockDeclaredWrongId,
        title: "A block has layers and no input",
        messageFormat: "{0} is a block and {1}");

    public static readonly DiagnosticDescriptor SizeNotGiven = Error(
        SizeNotGivenId,
        title: "A block reads a size that it is not given",
        messageFormat: "{0} does not give {1}, and layer {2} of {3} takes {4}: write {1} = … in the [Use]");

    public static readonly DiagnosticDescriptor SizeNotTaken = Error(
        SizeNotTakenId,
        title: "A block is given a size that it does not read",
        messageFormat: "{0} of {1} gives {2}, which {3} does not take, for {4}: remove it, or read Block.{2} in {3}");

    public static readonly DiagnosticDescriptor SizeUnusable = Error(
        SizeUnusableId,
        title: "A size of a block gives no number here",
        messageFormat: "Layer {0} of {1} {2}");

    public static readonly DiagnosticDescriptor TooManyLayers = Error(
        TooManyLayersId,
        title: "Blocks make too many layers",
        messageFormat: "{0} has more than {1} layers once its blocks are put in: lower a Repeat");

    public static readonly DiagnosticDescriptor AllFrozen = Error(
        AllFrozenId,
        title: "Every layer is frozen",
        messageFormat: "Every layer of {0} that has parameters is frozen, so that there is nothing to train: remove Frozen = true from one of them");

    public static readonly DiagnosticDescriptor InitializationWrong = Error(
        InitializationWrongId,
        title: "An initialization and its scale do not fit",
        messageFormat: "{0} {1}");

    public static readonly DiagnosticDescriptor PenaltyWrong = Error(
        PenaltyWrongId,
        title: "A penalty on weights is negative or no number",
        messageFormat: "{0} has {1} = {2}, and large weights would be rewarded or the cost be no number: write 0 or more");

    public static readonly DiagnosticDescriptor LabelSmoothingWrong = Error(
        LabelSmoothingWrongId,
        title: "Label smoothing has no meaning",
        messageFormat: "{0} has LabelSmoothing = {1}: {2}");

    public static readonly DiagnosticDescriptor ClassWeightsWrong = Error(
        ClassWeightsWrongId,
        title: "Class weights do not fit the classes",
        messageFormat: "{0} has ClassWeights: {1}");

    public static readonly DiagnosticDescriptor NothingLeft = Error(
        NothingLeftId,
        title: "Padding cuts all of a transposed convolution away",
        messageFormat: "Layer {0} of {1} cuts {2} rows and columns from each side of {3}, so that nothing would be left: make the padding {4} or less");

    public static readonly DiagnosticDescriptor FeaturesDiffer = Flow(
        FeaturesDifferId,
        title: "A matrix has another number of features than the network takes",
        messageFormat: FromShapeSentences);

    public static readonly DiagnosticDescriptor InnerDimensionsDiffer = Flow(
        InnerDimensionsDifferId,
        title: "The inner dimensions of a product differ",
        messageFormat: FromShapeSentences);

    public static readonly DiagnosticDescriptor ElementWiseDiffers = Flow(
        ElementWiseDiffersId,
        title: "The shapes of an element-wise operation differ",
        messageFormat: FromShapeSentences);

    public static readonly DiagnosticDescriptor ExampleCountsDiffer = Flow(
        ExampleCountsDifferId,
        title: "x and y hold different numbers of examples",
        messageFormat: FromShapeSentences);

    public static readonly DiagnosticDescriptor LabelRowsDiffer = Flow(
        LabelRowsDifferId,
        title: "Labels have another number of rows than the network has outputs",
        messageFormat: FromShapeSentences);

    public static readonly DiagnosticDescriptor DataLengthDiffers = Flow(
        DataLengthDiffersId,
        title: "The length of the data is not rows × columns",
        messageFormat: FromShapeSentences);

    public static readonly DiagnosticDescriptor AnnotationBroken = Flow(
        AnnotationBrokenId,
        title: "A value breaks a [Shape] annotation",
        messageFormat: FromShapeSentences);

    public static readonly DiagnosticDescriptor SpanLengthDiffers = Flow(
        SpanLengthDiffersId,
        title: "A span has another length than the network takes",
        messageFormat: FromShapeSentences);

    public static readonly DiagnosticDescriptor AnnotationUnreadable = Flow(
        AnnotationUnreadableId,
        title: "A [Shape] annotation cannot be read",
        messageFormat: "'{0}' is no dimension; write a number, a name, an expression of both with + - *, or _ for any");

    public static readonly DiagnosticDescriptor AnnotationInferred = Create(
        AnnotationInferredId,
        title: "A shape is known and no [Shape] says it",
        messageFormat: "{0}; with [Shape] every use of it is checked",
        category: "DnnGen.Shapes",
        severity: DiagnosticSeverity.Hidden);

    public static readonly DiagnosticDescriptor WorkspaceTooSmall = Use(
        WorkspaceTooSmallId,
        title: "A workspace is too small for the examples",
        messageFormat: FromShapeSentences);

    public static readonly DiagnosticDescriptor NoForward = Use(
        NoForwardId,
        title: "A workspace is used before any forward pass",
        messageFormat: FromShapeSentences);

    public static readonly DiagnosticDescriptor LearningRateNotPositive = Use(
        LearningRateNotPositiveId,
        title: "The learning rate is not positive",
        messageFormat: FromShapeSentences);

    public static readonly DiagnosticDescriptor PredictInLoop = Create(
        PredictInLoopId,
        title: "A loop predicts column by column",
        messageFormat: "This loop calls {0} for one column of {1} at a time; {0}({1}) gives all columns at once and is faster",
        category: "DnnGen.Use",
        severity: DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor ResultUnused = Use(
        ResultUnusedId,
        title: "The result of an operation on a matrix is not used",
        messageFormat: "{0} gives a matrix and leaves its own as it is; use the result, or remove the call");

    public static ImmutableArray<DiagnosticDescriptor> Declaration { get; } =
    [
        MustBePartial, ContainingTypeMustBePartial, TooFewSizes, SizeNotPositive, NameTaken, TypeNotSupported, TooManyParameters,
        LossDoesNotFit, SoftmaxOverOne, SizesAndLayers, LayersSpread, LayersWithoutNetwork, InputNotFirst, UnknownValue,
        CosineOverOne, VectorExpected, ImageExpected, WindowTooLarge, RowsLeftOut, GroupsDoNotDivide, ReshapeDiffers, OutOfRange,
        SoftmaxOverImage, OutputHasNoLayer, NothingToTrain, NormOverOne, NameUnknown, SkipDiffers, NameNotFree, ReadByNobody,
        InputTwice, SequenceExpected, NumbersExpected, TokensExpected, HeadsDoNotDivide, TiedDiffers, TiedSays, NoBlock, BlockCycle, BlockDeclaredWrong,
        SizeNotGiven, SizeNotTaken, SizeUnusable, TooManyLayers, AllFrozen, InitializationWrong, PenaltyWrong,
        LabelSmoothingWrong, ClassWeightsWrong, NothingLeft, InputWrong, OutputWrong, SettingOfOutputs,
    ];

    public static ImmutableArray<DiagnosticDescriptor> ShapeFlow { get; } =
    [
        FeaturesDiffer, InnerDimensionsDiffer, ElementWiseDiffers, ExampleCountsDiffer, LabelRowsDiffer, DataLengthDiffers,
        AnnotationBroken, SpanLengthDiffers, AnnotationUnreadable, AnnotationInferred, WorkspaceTooSmall, NoForward,
        LearningRateNotPositive, PredictInLoop, ResultUnused,
    ];

    /// <summary>The rule of an id.</summary>
    public static DiagnosticDescriptor Get(string id) => Declaration.Single(descriptor => descriptor.Id == id);

    private static DiagnosticDescriptor Error(string id, string title, string messageFormat) =>
        Create(id, title, messageFormat, "DnnGen.Declaration", DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Flow(string id, string title, string messageFormat) =>
        Create(id, title, messageFormat, "DnnGen.Shapes", DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Use(string id, string title, string messageFormat) =>
        Create(id, title, messageFormat, "DnnGen.Use", DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Create(string id, string title, string messageFormat, string category, DiagnosticSeverity severity) =>
        new(id, title, messageFormat, category, severity, isEnabledByDefault: true, helpLinkUri: "README.md#" + id.ToLowerInvariant());
}
