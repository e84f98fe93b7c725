using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.Tests;

/// <summary>The sentences about the geometry of layers, word for word, and the very text that each points at.</summary>
public sealed class LayerDiagnosticTests
{
    [Theory]
    [InlineData(
        "[Network, Input(1, 28, 28), Conv2D(8, kernel: 3), |Dense(10)|]",
        "DNN0020: Layer 2 of Net is dense and takes a vector, and what comes in is an image of 8 × 26 × 26: insert [Flatten] before it, which makes a vector of 5408")]
    [InlineData(
        "[Network, Input(784), |Conv2D(8, kernel: 3)|, Flatten, Dense(1)]",
        "DNN0021: Layer 1 of Net, [Conv2D(8, kernel: 3)], takes an image of channels × height × width, and what comes in is a vector of 784: write [Input(1, 28, 28)]")]
    [InlineData(
        "[Network, Input(3), Dense(192), |MaxPool2D(2)|, Flatten, Dense(1)]",
        "DNN0021: Layer 2 of Net, [MaxPool2D(2)], takes an image of channels × height × width, and what comes in is a vector of 192: write [Reshape(3, 8, 8)] before it")]
    [InlineData(
        "[Network, Input(3), Dense(7), |GlobalAveragePool|, Dense(1)]",
        "DNN0021: Layer 2 of Net, [GlobalAveragePool], takes an image of channels × height × width, and what comes in is a vector of 7: write [Reshape(channels, height, width)] before it")]
    [InlineData(
        "[Network, Input(1, 6, 4), Conv2D(8, kernel: |5|), Flatten, Dense(1)]",
        "DNN0022: Layer 1 of Net has a window of 5 × 5, and what comes in is an image of 1 × 6 × 4, so that nothing would come out: make the window 4 or less, or add padding")]
    [InlineData(
        "[Network, Input(1, 6, 4), Conv2D(8, |3|, Dilation = 4, Padding = 1), Flatten, Dense(1)]",
        "DNN0022: Layer 1 of Net has a window of 3 × 3, which dilation spreads over 9 × 9, and what comes in is an image of 1 × 6 × 4 with 1 of padding on each side, so that nothing would come out: make the window 2 or less, or add padding")]
    [InlineData(
        "[Network, Input(1, 8, 8), Conv2D(2, kernel: 3), MaxPool2D(2), MaxPool2D(2), MaxPool2D(|2|), Dense(1)]",
        "DNN0023: Layer 3 of Net leaves out the last row and the last column of what comes in, an image of 2 × 3 × 3: its window of 2 × 2 moves by 2; "
        + "DNN0022: Layer 4 of Net has a window of 2 × 2, and what comes in is an image of 2 × 1 × 1, so that nothing would come out: make the window 1 or less, or add padding",
        1)]
    [InlineData(
        "[Network, Input(1, 6, 4), Conv2D(8, kernelHeight: 3, kernelWidth: |5|), Flatten, Dense(1)]",
        "DNN0022: Layer 1 of Net has a window of 3 × 5, and what comes in is an image of 1 × 6 × 4, so that nothing would come out: make the window 4 columns or less, or add padding")]
    [InlineData(
        "[Network, Input(1, 6, 4), Conv2D(8, |7|, 5, Padding = 0), Flatten, Dense(1)]",
        "DNN0022: Layer 1 of Net has a window of 7 × 5, and what comes in is an image of 1 × 6 × 4, so that nothing would come out: make the window 6 rows or less, or add padding")]
    [InlineData(
        "[Network, Input(1, 6, 4), Conv2D(8, kernelHeight: 3, kernelWidth: |0|), Flatten, Dense(1)]",
        "DNN0026: The kernel of layer 1 of Net is 0; it must be 1 or more")]
    [InlineData(
        "[Network, Input(3, 6, 4), DepthwiseConv2D(kernel: |5|), Flatten, Dense(1)]",
        "DNN0022: Layer 1 of Net has a window of 5 × 5, and what comes in is an image of 3 × 6 × 4, so that nothing would come out: make the window 4 or less, or add padding")]
    [InlineData(
        "[Network, Input(3, 6, 4), DepthwiseConv2D(3, Multiplier = |0|), Flatten, Dense(1)]",
        "DNN0026: Multiplier of layer 1 of Net is 0; it must be 1 or more")]
    [InlineData(
        "[Network, Input(784), |DepthwiseConv2D(3, Multiplier = 2)|, Flatten, Dense(1)]",
        "DNN0021: Layer 1 of Net, [DepthwiseConv2D(kernel: 3, Multiplier = 2)], takes an image of channels × height × width, and what comes in is a vector of 784: write [Input(1, 28, 28)]")]
    [InlineData(
        "[Network, Input(784), |ConvTranspose2D(3, kernel: 3, Stride = 2, Padding = 1, OutputPadding = 1)|, Flatten, Dense(1)]",
        "DNN0021: Layer 1 of Net, [ConvTranspose2D(3, kernel: 3, Stride = 2, Padding = 1, OutputPadding = 1)], takes an image of channels × height × width, and what comes in is a vector of 784: write [Input(1, 28, 28)]")]
    [InlineData(
        "[Network, Input(3, 6, 4), ConvTranspose2D(3, kernel: 3, Stride = 2, OutputPadding = |2|), Flatten, Dense(1)]",
        "DNN0026: OutputPadding of layer 1 of Net is 2; it must be 0 or more and less than the stride, 2")]
    [InlineData(
        "[Network, Input(3, 6, 4), ConvTranspose2D(3, kernel: 3, Dilation = 3, OutputPadding = |3|), Flatten, Dense(1)]",
        "DNN0026: OutputPadding of layer 1 of Net is 3; it must be 0 or more and less than the dilation, 3")]
    [InlineData(
        "[Network, Input(3, 6, 4), ConvTranspose2D(3, kernelHeight: 3, kernelWidth: |0|), Flatten, Dense(1)]",
        "DNN0026: The kernel of layer 1 of Net is 0; it must be 1 or more")]
    [InlineData(
        "[Network, Input(4, 6, 4), ConvTranspose2D(6, kernel: 3, Groups = |4|), Flatten, Dense(1)]",
        "DNN0024: Layer 1 of Net has 4 groups, and its 4 channels and its 6 filters cannot be divided by 4: choose another number of groups")]
    [InlineData(
        "[Network, Input(4, 6, 4), DepthwiseConv2D(kernelHeight: 3, kernelWidth: |5|), Flatten, Dense(1)]",
        "DNN0022: Layer 1 of Net has a window of 3 × 5, and what comes in is an image of 4 × 6 × 4, so that nothing would come out: make the window 4 columns or less, or add padding")]
    [InlineData(
        "[Network, Input(3, 6, 4), ConvTranspose2D(3, kernel: 3, Padding = |Padding.Same|), Flatten, Dense(1)]",
        "DNN0026: Padding of layer 1 of Net is -2147483648; it must be 0 or more")]
    [InlineData(
        "[Network, Input(3, 6, 1), ConvTranspose2D(3, kernel: 3, Stride = 2, Padding = |2|), Flatten, Dense(1)]",
        "DNN0062: Layer 1 of Net cuts 2 rows and columns from each side of 13 × 3, so that nothing would be left: make the padding 1 or less")]
    [InlineData(
        "[Network, Input(1, 11, 10), |MaxPool2D(2)|, Flatten, Dense(1)]",
        "DNN0023: Layer 1 of Net leaves out the last row of what comes in, an image of 1 × 11 × 10: its window of 2 × 2 moves by 2")]
    [InlineData(
        "[Network, Input(1, 11, 11), |Conv2D(2, kernel: 3, Stride = 3)|, Flatten, Dense(1)]",
        "DNN0023: Layer 1 of Net leaves out the last 2 rows and the last 2 columns of what comes in, an image of 1 × 11 × 11: its window of 3 × 3 moves by 3")]
    [InlineData(
        "[Network, Input(4, 8, 8), Conv2D(6, kernel: 3, Groups = |4|), Flatten, Dense(1)]",
        "DNN0024: Layer 1 of Net has 4 groups, and its 4 channels and its 6 filters cannot be divided by 4: choose another number of groups")]
    [InlineData(
        "[Network, Input(6, 3, 3), GroupNorm(|4|), Flatten, Dense(1)]",
        "DNN0024: Layer 1 of Net has 4 groups, and its 6 channels cannot be divided by 4: choose another number of groups")]
    [InlineData(
        "[Network, Input(6), BatchNorm(Momentum = |0|), Dense(1)]",
        "DNN0026: Momentum of layer 1 of Net is 0; it must be more than 0 and at most 1")]
    [InlineData(
        "[Network, Input(6), LayerNorm(Epsilon = |-1e-5|), Dense(1)]",
        "DNN0026: Epsilon of layer 1 of Net is -1E-05; it must be a positive number")]
    [InlineData(
        "[Network, Input(6), Dense(1), |LayerNorm|, Dense(1)]",
        "DNN0030: Layer 2 of Net normalizes its input, a vector of 1, with the mean of one number, and one number less its mean is 0 whatever comes in: use [BatchNorm], or [RMSNorm], or no normalization")]
    [InlineData(
        "[Network, Input(6), |GroupNorm(6)|, Dense(1)]",
        "DNN0030: Layer 1 of Net normalizes each group with the mean of one number, and one number less its mean is 0 whatever comes in: use [BatchNorm], or [RMSNorm], or no normalization")]
    [InlineData(
        "[Network, Input(784), |Reshape(1, 28, 27)|, Flatten, Dense(1)]",
        "DNN0025: Layer 1 of Net makes an image of 1 × 28 × 27, which holds 756 numbers, and what comes in is a vector of 784: write [Reshape(1, 28, 28)]")]
    [InlineData(
        "[Network, Input(3, 4, 5), |Reshape(7)|, Dense(1)]",
        "DNN0025: Layer 1 of Net makes a vector of 7, which holds 7 numbers, and what comes in is an image of 3 × 4 × 5, 60 numbers: write [Reshape(60)]")]
    [InlineData(
        "[Network, Input(3, 4, 5), Conv2D(2, kernel: |0|), Flatten, Dense(1)]",
        "DNN0026: The kernel of layer 1 of Net is 0; it must be 1 or more")]
    [InlineData(
        "[Network, Input(3, 4, 5), Conv2D(2, kernel: 1, Stride = |-1|), Flatten, Dense(1)]",
        "DNN0026: Stride of layer 1 of Net is -1; it must be 1 or more")]
    [InlineData(
        "[Network, Input(3, 4, 5), Conv2D(2, kernel: 1, Padding = |-1|), Flatten, Dense(1)]",
        "DNN0026: Padding of layer 1 of Net is -1; it must be 0 or more, or Padding.Same")]
    [InlineData(
        "[Network, Input(3, 4, 4), MaxPool2D(2, Padding = |2|), Flatten, Dense(1)]",
        "DNN0026: Padding of layer 1 of Net is 2; it must be at most half of the window, 1")]
    [InlineData(
        "[Network, Input(3, 4, 4), Upsample2D(|0|), Flatten, Dense(1)]",
        "DNN0026: The scale of layer 1 of Net is 0; it must be 1 or more")]
    [InlineData(
        "[Network, Input(16), |Upsample2D(2)|, Flatten, Dense(1)]",
        "DNN0021: Layer 1 of Net, [Upsample2D(2)], takes an image of channels × height × width, and what comes in is a vector of 16: write [Input(1, 4, 4)]")]
    [InlineData(
        "[Network, Input(8, Time = |20|), Dense(1)]",
        "DNN0035: The input of Net is [Input(8)] and has Time besides: write [Input(features)], [Input(channels, height, width)] or [Input(Time = steps, Features = features)]")]
    [InlineData(
        "[Network, Input(Time = 5, Features = 4, Name = \"x\"), Dense(3), Add(|\"x\"|), Flatten, Dense(1)]",
        "DNN0032: Layer 2 of Net adds a sequence of 5 × 3 (time × features) and a sequence of 5 × 4 (time × features), what came out of \"x\": insert [Dense(3)] after it, or before this layer one of 4")]
    [InlineData(
        "[Network, Input(Time = 5, Features = 4), |GroupNorm(2)|, Flatten, Dense(1)]",
        "DNN0021: Layer 1 of Net, [GroupNorm(2)], takes an image of channels × height × width, and what comes in is a sequence of 5 × 4 (time × features): write [LayerNorm] in its place, which normalizes the features of each step")]
    [InlineData(
        "[Network, Input(Time = 5, Features = 1), |LayerNorm|, Flatten, Dense(1)]",
        "DNN0030: Layer 1 of Net normalizes each step of its input with the mean of one number, and one number less its mean is 0 whatever comes in: use [BatchNorm], or [RMSNorm], or no normalization")]
    [InlineData(
        "[Network, Input(Time = 5, Features = 4), Dense(1, Activation = |Activation.Softmax|), Flatten, Dense(1)]",
        "DNN0009: Layer 1 of Net has one unit, and a softmax over one unit gives 1 whatever comes in: use Activation.Sigmoid, or two units or more")]
    [InlineData(
        "[Network, TokenInput(Time = 64, Vocabulary = 96), |Dense(10)|]",
        "DNN0045: Layer 1 of Net, [Dense(10)], calculates with numbers, and what comes in is 64 tokens of a vocabulary of 96: insert [Embedding(width)] before it, which makes a vector of each")]
    [InlineData(
        "[Network, TokenInput(Time = 64, Vocabulary = 96, Name = \"text\"), Embedding(4), Dense(3), From(\"text\"), |Flatten|, Dense(1)]",
        "DNN0045: Layer 4 of Net, [Flatten], calculates with numbers, and what comes in is 64 tokens of a vocabulary of 96: insert [Embedding(width)] before it, which makes a vector of each")]
    [InlineData(
        "[Network, TokenInput(Time = 8, Vocabulary = 9, Name = \"text\"), Embedding(4), Add(|\"text\"|), Flatten, Dense(1)]",
        "DNN0032: Layer 2 of Net adds a sequence of 8 × 4 (time × features) and 8 tokens of a vocabulary of 9, what came out of \"text\": insert [Embedding(width)] after the tokens, and name that")]
    [InlineData(
        "[Network, Input(64), |Embedding(16)|, Flatten, Dense(1)]",
        "DNN0046: Layer 1 of Net, [Embedding(16)], makes vectors of tokens, and what comes in is a vector of 64: write [TokenInput(Time = 64, Vocabulary = …)] in place of the input")]
    [InlineData(
        "[Network, TokenInput(Time = 8, Vocabulary = 9), Embedding(4), |Embedding(16)|, Flatten, Dense(1)]",
        "DNN0046: Layer 2 of Net, [Embedding(16)], makes vectors of tokens, and what comes in is a sequence of 8 × 4 (time × features): write it straight after [TokenInput(Time = …, Vocabulary = …)]")]
    [InlineData(
        "[Network, Input(Time = 5, Features = 8), SelfAttention(|3|), Flatten, Dense(1)]",
        "DNN0048: Layer 1 of Net has 3 heads, and the 8 features of a step cannot be divided among them: take 2 or 4")]
    [InlineData(
        "[Network, Input(Time = 5, Features = 8), SelfAttention(|16|), Flatten, Dense(1)]",
        "DNN0048: Layer 1 of Net has 16 heads, and the 8 features of a step cannot be divided among them: take 8")]
    [InlineData(
        "[Network, Input(Time = 5, Features = 8), SelfAttention(|0|), Flatten, Dense(1)]",
        "DNN0026: The number of heads of layer 1 of Net is 0; it must be 1 or more")]
    [InlineData(
        "[Network, Input(8), Dense(40), |SelfAttention(2)|, Flatten, Dense(1)]",
        "DNN0040: Layer 2 of Net, [SelfAttention(2)], takes a sequence of time × features, and what comes in is a vector of 40: write [Reshape(Time = 40, Features = 1)] before it")]
    [InlineData(
        "[Network, Input(3, 4, 4), |FeedForward(8)|, Flatten, Dense(1)]",
        "DNN0040: Layer 1 of Net, [FeedForward(8)], takes a sequence of time × features, and what comes in is an image of 3 × 4 × 4: write [Reshape(Time = 16, Features = 3)] before it")]
    [InlineData(
        "[Network, TokenInput(Time = 8, Vocabulary = |0|), Embedding(4), Flatten, Dense(1)]",
        "DNN0004: The input of Net has size 0; it must be 1 or more")]
    [InlineData(
        "[Network, TokenInput(Vocabulary = 3, Time = |-1|), Embedding(4), Flatten, Dense(1)]",
        "DNN0004: The input of Net has size -1; it must be 1 or more")]
    [InlineData(
        "[Network, TokenInput(Time = 8, Vocabulary = 9), Embedding(|0|), Flatten, Dense(1)]",
        "DNN0004: Layer 1 of Net has size 0; it must be 1 or more")]
    [InlineData(
        "[Network, Input(Time = 5, Features = 8), FeedForward(|-2|), Flatten, Dense(1)]",
        "DNN0004: Layer 1 of Net has size -2; it must be 1 or more")]
    [InlineData(
        "[Network, TokenInput(Time = 1, Vocabulary = |20000000|), Embedding(1), Flatten, Dense(1)]",
        "DNN0026: Vocabulary of layer 0 of Net is 20000000; it must be at most 16777216, up to which a float tells whole numbers apart, or the network of Precision.Double")]
    [InlineData(
        "[Network, Input(Time = |0|, Features = 3), Flatten, Dense(1)]",
        "DNN0004: The input of Net has size 0; it must be 1 or more")]
    [InlineData(
        "[Network, Input(3), Dropout(|1.5|), Dense(1)]",
        "DNN0026: The rate of layer 1 of Net is 1.5; it must be 0 or more and less than 1")]
    [InlineData(
        "[Network, Input(1, 4, 4), Conv2D(3, kernel: 2, Activation = |Activation.Softmax|), Flatten, Dense(1)]",
        "DNN0027: Layer 1 of Net takes a softmax over an image of 3 × 3 × 3, and a softmax weighs the units of a vector: insert [Flatten] before it, or use another activation")]
    [InlineData(
        "[Network, Input(4), Dense(3), Dense(1), Activation(|Activation.Softmax|)]",
        "DNN0009: The output of Net has one unit, and a softmax over one unit gives 1 whatever comes in: use Activation.Sigmoid, or two units or more")]
    [InlineData(
        "[Network(Output = |Activation.Softmax|), Input(1, 4, 4), Conv2D(3, kernel: 2), GlobalAveragePool]",
        "DNN0028: The last layer of Net, [GlobalAveragePool], has no activation, so that Output has no effect: write [Activation(Activation.Softmax)] after it")]
    [InlineData(
        "[Network(Loss = Loss.MeanSquaredError), Input(1, 4, 4), Flatten]",
        "DNN0029: Net has no layer with parameters, so that there is nothing to train: add one, for example [Dense(10)]")]
    [InlineData(
        "[Network, Input(4), Dense(3, Init = |Initialization.Normal|), Dense(1)]",
        "DNN0058: Layer 1 of Net has Init = Initialization.Normal and no InitScale: write InitScale = …, the standard deviation of its weights")]
    [InlineData(
        "[Network, Input(4), Dense(3, Init = Initialization.He, InitScale = |2|), Dense(1)]",
        "DNN0058: Layer 1 of Net has InitScale = 2, and Initialization.He takes none: leave it out, or write Init = Initialization.Normal")]
    [InlineData(
        "[Network(InitScale = |0.1|), Input(4), Dense(3), Dense(1)]",
        "DNN0058: Net has InitScale = 0.1 and no Init: write which, for example Init = Initialization.Normal")]
    [InlineData(
        "[Network(Init = Initialization.Uniform, InitScale = |-1|), Input(4), Dense(3), Dense(1)]",
        "DNN0058: Net has InitScale = -1, the bound of its weights on both sides of zero; it must be a finite number, 0 or more")]
    [InlineData(
        "[Network, Input(1, 4, 4), Conv2D(3, kernel: 2, L2 = |-0.1|), Flatten, Dense(1)]",
        "DNN0059: Layer 1 of Net has L2 = -0.1, and large weights would be rewarded or the cost be no number: write 0 or more")]
    [InlineData(
        "[Network(L1 = |double.NaN|), Input(4), Dense(3), Dense(1)]",
        "DNN0059: Net has L1 = NaN, and large weights would be rewarded or the cost be no number: write 0 or more")]
    [InlineData(
        "[Network, Input(4), Dense(3, Frozen = true), PReLU(Frozen = true)]",
        "DNN0057: Every layer of Net that has parameters is frozen, so that there is nothing to train: remove Frozen = true from one of them")]
    [InlineData(
        "[Network, TokenInput(Time = 8, Vocabulary = 9), Embedding(4, Name = \"tokens\"), Dense(9, Tied = |\"token\"|), Flatten, Dense(1)]",
        "DNN0031: Layer 2 of Net refers to \"token\", and no layer before it has that name: the names so far are \"tokens\"")]
    [InlineData(
        "[Network, TokenInput(Time = 8, Vocabulary = 9), Embedding(4, Name = \"tokens\"), Dense(6), Dense(8, Tied = |\"tokens\"|), Flatten, Dense(1)]",
        "DNN0047: Layer 3 of Net takes weights of 8 × 6 (outputs × inputs), and those of \"tokens\" are 9 × 4, transposed 4 × 9: insert [Dense(4)] before it and give it 9 units")]
    [InlineData(
        "[Network, Input(4), Dense(3, Name = \"first\"), Dense(2, Tied = |\"first\"|), Dense(1)]",
        "DNN0047: Layer 2 of Net takes weights of 2 × 3 (outputs × inputs), and those of \"first\" are 3 × 4, transposed 4 × 3: give it 4 units")]
    [InlineData(
        "[Network, Input(4), Dense(3, Name = \"first\"), Dense(4, Tied = |\"first\"|, Transposed = false), Dense(1)]",
        "DNN0047: Layer 2 of Net takes weights of 4 × 3 (outputs × inputs), and those of \"first\" are 3 × 4: remove Transposed = false")]
    [InlineData(
        "[Network, Input(4), Dense(3, Name = \"first\"), Dense(2, Tied = |\"first\"|, Transposed = true), Dense(1)]",
        "DNN0047: Layer 2 of Net takes weights of 2 × 3 (outputs × inputs), and those of \"first\" are 4 × 3, transposed: give it 4 units")]
    [InlineData(
        "[Network, Input(4), Dense(3, Transposed = |true|), Dense(1)]",
        "DNN0047: Layer 1 of Net has Transposed and no Tied: write Tied = …, the name of the layer whose matrix is meant, or remove it")]
    [InlineData(
        "[Network, Input(4), Dense(4), PReLU(Name = \"slopes\"), Dense(4, Tied = |\"slopes\"|), Dense(1)]",
        "DNN0047: Layer 3 of Net takes its weights from \"slopes\", [PReLU(Name = \"slopes\")], which has no matrix of outputs × inputs: name an [Embedding] or a [Dense] before it")]
    [InlineData(
        "[Network, Input(4, Name = \"x\"), Dense(4, Tied = |\"x\"|), Dense(1)]",
        "DNN0047: Layer 1 of Net takes its weights from \"x\", [Input(4, Name = \"x\")], which has no matrix of outputs × inputs: name an [Embedding] or a [Dense] before it")]
    [InlineData(
        "[Network, Input(4), Dense(4, Name = \"a\"), Dense(4, Tied = \"a\", Frozen = |true|), Dense(1)]",
        "DNN0049: Layer 2 of Net has Frozen, and its weights are those of \"a\": remove it, or write it there, where it counts for both")]
    [InlineData(
        "[Network, Input(4), Dense(4, Name = \"a\"), Dense(4, Tied = \"a\", Init = |Initialization.Zeros|), Dense(1)]",
        "DNN0049: Layer 2 of Net has Init, and its weights are those of \"a\": remove it, or write it there, where it counts for both")]
    [InlineData(
        "[Network, Input(4), Dense(3, Name = \"stem\"), Dense(3), Add(|\"stm\"|), Dense(1)]",
        "DNN0031: Layer 3 of Net refers to \"stm\", and no layer before it has that name: the names so far are \"stem\"")]
    [InlineData(
        "[Network, Input(4), Dense(4), Add(|\"late\"|), Dense(1, Name = \"late\")]",
        "DNN0031: Layer 2 of Net refers to \"late\", and no layer before it has that name: layer 3, which has it, comes after this one")]
    [InlineData(
        "[Network, Input(4), Dense(4), From(|\"x\"|), Dense(1)]",
        "DNN0031: Layer 2 of Net refers to \"x\", and no layer before it has that name: no layer has a name: write Name = … in the layer that is meant")]
    [InlineData(
        "[Network, Input(4), Dense(4), Add(|\"own\"|, Name = \"own\"), Dense(1)]",
        "DNN0031: Layer 2 of Net refers to \"own\", and no layer before it has that name: this is its own")]
    [InlineData(
        "[Network, Input(3, 8, 8, Name = \"x\"), Conv2D(4, kernel: 3, Padding = Padding.Same), Add(|\"x\"|), Flatten, Dense(1)]",
        "DNN0032: Layer 2 of Net adds an image of 4 × 8 × 8 and an image of 3 × 8 × 8, what came out of \"x\": insert [Conv2D(4, kernel: 1)] after it, or before this layer one of 3 filters")]
    [InlineData(
        "[Network, Input(3, Name = \"x\"), Dense(4), Multiply(|\"x\"|), Dense(1)]",
        "DNN0032: Layer 2 of Net multiplies a vector of 4 and a vector of 3, what came out of \"x\": insert [Dense(4)] after it, or before this layer one of 3")]
    [InlineData(
        "[Network, Input(3, 8, 8, Name = \"x\"), Conv2D(4, kernel: 3, Name = \"y\"), Concat(\"x\", |\"y\"|), Flatten, Dense(1)]",
        "DNN0032: Layer 2 of Net puts an image of 3 × 8 × 8 of \"x\" together with an image of 4 × 6 × 6, what came out of \"y\": give both one height and width")]
    [InlineData(
        "[Network, Input(3, Name = \"x\"), Dense(4, Name = |\"x\"|), Dense(1)]",
        "DNN0033: Layer 1 of Net cannot be called \"x\": the input has it already")]
    [InlineData(
        "[Network, Input(3, Name = \"x\"), |Dense(4)|, From(\"x\"), Dense(1)]",
        "DNN0034: What comes out of layer 1 of Net is read by nobody: name it and use it in [Add], [Concat] or [Multiply], or remove the layer")]
    [InlineData(
        "[Network, Input(1, |0|, 4), Flatten, Dense(1)]",
        "DNN0004: The input of Net has size 0; it must be 1 or more")]
    [InlineData(
        "[Network, Input(1, 4, 4), Conv2D(|0|, kernel: 2), Flatten, Dense(1)]",
        "DNN0004: Layer 1 of Net has size 0; it must be 1 or more")]
    [InlineData(
        "[Network, Input(64), Dense(64), Reshape(1, |-8|, 8), Flatten, Dense(1)]",
        "DNN0004: Layer 2 of Net has size -8; it must be 1 or more")]
    public void Every_sentence_has_the_sizes_up_to_the_layer_and_points_at_the_very_text(string declaration, string sentences, int pointed = 0)
    {
        string[] pieces = declaration.Split('|');
        var diagnostics = new Consumer(string.Concat(pieces) + " partial class Net;").Analyze();
        string[] expected = [.. sentences.Split("; DNN").Select((sentence, index) => index == 0 ? sentence : "DNN" + sentence)];

        Assert.Equal(expected, diagnostics.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"));
        string pointedAt = Text(diagnostics[pointed]);
        Assert.Equal(pieces.Length == 3 ? pieces[1] : "Net", pointedAt);
    }

    [Fact]
    public void A_hint_about_rows_that_are_left_out_stops_no_code()
    {
        const string source = "[Network, Input(1, 11, 11), MaxPool2D(2), Flatten, Dense(1)] public partial class Net;";
        var diagnostic = Assert.Single(new Consumer(source).Analyze());

        Assert.Equal(DiagnosticSeverity.Info, diagnostic.Severity);
        Assert.NotEmpty(new Consumer(source).Generate().CompilesWithoutWarning().Files);
    }

    [Fact]
    public void Windows_with_gaps_between_them_are_meant_to_leave_something_out() =>
        Assert.Empty(new Consumer("[Network, Input(1, 8, 8), Conv2D(2, kernel: 1, Stride = 2), Flatten, Dense(1)] partial class Net;").Analyze());

    [Theory]
    [InlineData("Input(int.MaxValue, int.MaxValue, int.MaxValue), Flatten, Dense(1)")]
    [InlineData("Input(Time = int.MaxValue, Features = int.MaxValue), Dense(int.MaxValue)")]
    [InlineData("Input(Time = int.MaxValue, Features = 2), LayerNorm, Dense(int.MaxValue, Activation = Activation.Softmax)")]
    [InlineData("TokenInput(Time = int.MaxValue, Vocabulary = 1000), Embedding(int.MaxValue), SelfAttention(1), Flatten, Dense(1)")]
    [InlineData("Input(Time = int.MaxValue, Features = 2), PositionalEmbedding, SelfAttention(2), FeedForward(int.MaxValue), Dense(1)")]
    [InlineData("Input(Time = 100000, Features = 2), SelfAttention(2), Dense(1)")]
    [InlineData("Input(1, 50000, 50000), Conv2D(1, kernel: 46341), Flatten, Dense(1)")]
    [InlineData("Input(1, 3, 3), Conv2D(1, kernel: 3, Padding = int.MaxValue), Flatten, Dense(1)")]
    [InlineData("Input(1, 3, 3), Conv2D(1, kernel: 1, Padding = 1000000000, Stride = 1000000000), Flatten, Dense(1)")]
    [InlineData("Input(1, 2, 3), ConvTranspose2D(1, kernel: 1, Stride = int.MaxValue), Flatten, Dense(1)")]
    [InlineData("Input(1, 1, 3), ConvTranspose2D(1, kernel: 2, Stride = 40000), Flatten, Dense(1)")]
    [InlineData("Input(1, 1, 1), ConvTranspose2D(int.MaxValue, kernel: int.MaxValue), Flatten, Dense(1)")]
    [InlineData("Input(1, 3, 3), ConvTranspose2D(1, kernel: int.MaxValue, Padding = int.MaxValue / 2), Flatten, Dense(1)")]
    [InlineData("Input(3, 3, 3), DepthwiseConv2D(3, Multiplier = int.MaxValue), Flatten, Dense(1)")]
    [InlineData("Input(3, 3, 3), DepthwiseConv2D(kernelHeight: int.MaxValue, kernelWidth: 1, Padding = Padding.Same), Flatten, Dense(1)")]
    [InlineData("Input(3, 3, 3), ConvTranspose2D(1, kernel: 2, Dilation = int.MaxValue), Flatten, Dense(1)")]
    [InlineData("Input(2, 3, 3), ConvTranspose2D(int.MaxValue - 1, kernelHeight: int.MaxValue, kernelWidth: 1, Dilation = int.MaxValue, OutputPadding = int.MaxValue - 1, Groups = 2), Flatten, Dense(1)")]
    [InlineData("Input(1, 2, 2), ConvTranspose2D(1, kernel: 1, Dilation = int.MaxValue, OutputPadding = int.MaxValue - 1), Flatten, Dense(1)")]
    [InlineData("Input(Time = 9, Features = 4), Conv1D(2000000000, kernel: 3, Groups = 4), Flatten, Dense(1)")]
    [InlineData("Input(1, 3, 3), Conv2D(1, kernelHeight: 1, kernelWidth: int.MaxValue, Padding = Padding.Same, Dilation = int.MaxValue), Flatten, Dense(1)")]
    [InlineData("Input(1, 3, 3), Conv2D(int.MaxValue, kernel: 3), Flatten, Dense(int.MaxValue)")]
    [InlineData("Input(1, 3, 3), Conv2D(1, kernel: int.MaxValue, Dilation = int.MaxValue, Padding = Padding.Same), Flatten, Dense(1)")]
    public void Sizes_beyond_any_machine_are_told_and_not_computed(string layers)
    {
        var diagnostics = new Consumer($"[Network, {layers}] partial class Net;").Analyze();

        Assert.Contains(diagnostics, diagnostic => diagnostic.Id is "DNN0007" && diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains("one buffer holds at most", StringComparison.Ordinal));
    }

    private static string Text(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
}
