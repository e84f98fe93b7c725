namespace DnnGen.Generator.Declaration;

/// <summary>The types that generated code names, which must mean the same at the place of the class.</summary>
internal static class RuntimeTypes
{
    /// <summary>Every short name, with how many type parameters it has and its namespace; a test holds the generated code against it.</summary>
    public static readonly (string Name, int Arity, string Namespace)[] All =
    [
        ("Matrix", 1, "DnnGen"), ("INetwork", 2, "DnnGen"), ("ParameterSet", 1, "DnnGen"), ("Workspace", 1, "DnnGen"),
        ("ParameterInfo", 0, "DnnGen"), ("ParameterKind", 0, "DnnGen"), ("Activation", 0, "DnnGen"),
        ("Initializer", 0, "DnnGen"), ("IRandom", 0, "DnnGen"), ("SeededRandom", 0, "DnnGen"),
        ("TrainingOptions", 0, "DnnGen"), ("TrainingHistory", 0, "DnnGen"), ("Trainer", 0, "DnnGen"),
        ("Predictor", 0, "DnnGen"), ("GradientChecker", 0, "DnnGen"), ("GradientCheckResult", 0, "DnnGen"),
        ("NetworkChecks", 0, "DnnGen"), ("NamedChecks", 0, "DnnGen"), ("StreamState", 1, "DnnGen"), ("Safetensors", 0, "DnnGen"),
        ("Shape", 0, "DnnGen"), ("ShapeAttribute", 0, "DnnGen"), // [Shape] is looked up under both names.
        ("IDenseShape", 0, "DnnGen.Kernels"), ("DenseKernel", 2, "DnnGen.Kernels"), ("LossKernel", 1, "DnnGen.Kernels"),
        ("IConvolutionShape", 0, "DnnGen.Kernels"), ("Conv2DKernel", 2, "DnnGen.Kernels"), ("ConvTranspose2DKernel", 2, "DnnGen.Kernels"),
        ("IPoolShape", 0, "DnnGen.Kernels"), ("MaxPoolKernel", 1, "DnnGen.Kernels"), ("AveragePoolKernel", 1, "DnnGen.Kernels"),
        ("PenaltyKernel", 0, "DnnGen.Kernels"), ("TiedKernel", 0, "DnnGen.Kernels"), ("IPReLUShape", 0, "DnnGen.Kernels"), ("PReLUKernel", 1, "DnnGen.Kernels"),
        ("IUpsampleShape", 0, "DnnGen.Kernels"), ("UpsampleKernel", 1, "DnnGen.Kernels"),
        ("IPool1DShape", 0, "DnnGen.Kernels"), ("MaxPool1DKernel", 1, "DnnGen.Kernels"), ("AveragePool1DKernel", 1, "DnnGen.Kernels"),
        ("IConvolution1DShape", 0, "DnnGen.Kernels"), ("Conv1DKernel", 2, "DnnGen.Kernels"),
        ("IRecurrentShape", 0, "DnnGen.Kernels"), ("SimpleRNNKernel", 1, "DnnGen.Kernels"), ("GRUKernel", 1, "DnnGen.Kernels"), ("LSTMKernel", 1, "DnnGen.Kernels"),
        ("ActivationLayerKernel", 1, "DnnGen.Kernels"), ("DropoutKernel", 0, "DnnGen.Kernels"), ("ElementWiseKernel", 0, "DnnGen.Kernels"),
        ("INormShape", 0, "DnnGen.Kernels"), ("BatchNormKernel", 1, "DnnGen.Kernels"), ("GroupNormKernel", 1, "DnnGen.Kernels"),
        ("SequenceDenseKernel", 2, "DnnGen.Kernels"),
        ("EmbeddingKernel", 1, "DnnGen.Kernels"), ("PositionalEmbeddingKernel", 1, "DnnGen.Kernels"), ("SelfAttentionKernel", 1, "DnnGen.Kernels"), ("FeedForwardKernel", 2, "DnnGen.Kernels"),
        ("IEmbeddingShape", 0, "DnnGen.Kernels"), ("IPositionalEmbeddingShape", 0, "DnnGen.Kernels"), ("ISelfAttentionShape", 0, "DnnGen.Kernels"), ("IFeedForwardShape", 0, "DnnGen.Kernels"),
        ("UpdateKernel", 0, "DnnGen.Kernels"), ("Registers", 0, "DnnGen.Kernels"), ("ExampleTiles", 1, "DnnGen.Kernels"),
        ("Lanes", 1, "DnnGen.Kernels"), ("ActivationKernel", 1, "DnnGen.Kernels"),
        ("Vector", 0, "System.Numerics"), ("Vector", 1, "System.Numerics"),
        ("Identity", 0, "DnnGen.Activations"), ("ReLU", 0, "DnnGen.Activations"), ("LeakyReLU", 0, "DnnGen.Activations"),
        ("Tanh", 0, "DnnGen.Activations"), ("Sigmoid", 0, "DnnGen.Activations"), ("Softmax", 0, "DnnGen.Activations"),
        ("GELU", 0, "DnnGen.Activations"), ("LogSoftmax", 0, "DnnGen.Activations"), ("ELU", 0, "DnnGen.Activations"),
        ("SELU", 0, "DnnGen.Activations"), ("GELUTanh", 0, "DnnGen.Activations"), ("SiLU", 0, "DnnGen.Activations"),
        ("Mish", 0, "DnnGen.Activations"), ("HardSigmoid", 0, "DnnGen.Activations"), ("HardSwish", 0, "DnnGen.Activations"),
        ("Softplus", 0, "DnnGen.Activations"), ("Softsign", 0, "DnnGen.Activations"), ("ReLU6", 0, "DnnGen.Activations"),
        ("SigmoidCrossEntropy", 0, "DnnGen.Losses"), ("BinaryCrossEntropy", 0, "DnnGen.Losses"), ("SoftmaxCrossEntropy", 0, "DnnGen.Losses"), ("SparseSoftmaxCrossEntropy", 0, "DnnGen.Losses"),
        ("MeanSquaredError", 0, "DnnGen.Losses"), ("MeanAbsoluteError", 0, "DnnGen.Losses"), ("Huber", 0, "DnnGen.Losses"),
        ("Hinge", 0, "DnnGen.Losses"), ("KLDivergence", 0, "DnnGen.Losses"), ("CosineDistance", 0, "DnnGen.Losses"),
        ("Span", 1, "System"), ("ReadOnlySpan", 1, "System"), ("MemoryExtensions", 0, "System"), ("ArrayPool", 1, "System.Buffers"),
    ];
}
