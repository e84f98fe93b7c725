namespace DnnGen.Generator.Tests;

/// <summary>
/// Every kind of layer written out number by number, as PyTorch defines it: what generated networks are held against. Images lie
/// channel after channel, sequences step after step.
/// </summary>
internal static class LayerReference
{
    /// <summary>What comes out of a batch of examples, given the parameters of the layer in their order.</summary>
    public delegate double[][] Of(double[][] x, double[][] parameters);

    /// <summary>The same of a layer that takes each example alone.</summary>
    public static Of Each(Func<double[], double[][], double[]> layer) => (x, parameters) => [.. x.Select(example => layer(example, parameters))];

    /// <summary>A layer whose output goes through an activation, number by number.</summary>
    public static Of Then(Of layer, Func<double, double> activation) =>
        (x, parameters) => [.. layer(x, parameters).Select(example => example.Select(activation).ToArray())];

    /// <summary>torch.nn.Linear at each step.</summary>
    public static Of Dense(int steps, int inputs, int units) => Each((x, p) =>
    {
        double[] y = new double[steps * units];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = p[1][i % units] + Enumerable.Range(0, inputs).Sum(j => p[0][(i % units * inputs) + j] * x[(i / units * inputs) + j]);
        }

        return y;
    });

    /// <summary>torch.nn.Conv2d, with zeros above and at the left, and as many as are needed below and at the right.</summary>
    public static Of Conv2D(
        (int Channels, int Height, int Width) input, (int Channels, int Height, int Width) output, (int Height, int Width) kernel, int stride = 1, int top = 0, int left = 0, int dilation = 1, int groups = 1) => Each((x, p) =>
    {
        double[] y = new double[output.Channels * output.Height * output.Width];
        int inGroup = input.Channels / groups, outGroup = output.Channels / groups;
        for (int place = 0; place < y.Length; place++)
        {
            int o = place / (output.Height * output.Width), i = place / output.Width % output.Height, j = place % output.Width;
            y[place] = p[1][o];
            for (int c = 0; c < inGroup; c++)
            {
                for (int k = 0; k < kernel.Height; k++)
                {
                    for (int l = 0; l < kernel.Width; l++)
                    {
                        int row = (i * stride) - top + (k * dilation), column = (j * stride) - left + (l * dilation);
                        if (row >= 0 && row < input.Height && column >= 0 && column < input.Width)
                        {
                            y[place] += p[0][(((((o * inGroup) + c) * kernel.Height) + k) * kernel.Width) + l] * x[(((((o / outGroup * inGroup) + c) * input.Height) + row) * input.Width) + column];
                        }
                    }
                }
            }
        }

        return y;
    });

    /// <summary>torch.nn.ConvTranspose2d: each number that comes in gives to a window of what comes out.</summary>
    public static Of ConvTranspose2D(
        (int Channels, int Height, int Width) input, (int Channels, int Height, int Width) output, (int Height, int Width) kernel, int stride, int padding, int dilation = 1, int groups = 1) => Each((x, p) =>
    {
        double[] y = new double[output.Channels * output.Height * output.Width];
        for (int place = 0; place < y.Length; place++)
        {
            y[place] = p[1][place / (output.Height * output.Width)];
        }

        for (int from = 0; from < x.Length; from++)
        {
            int c = from / (input.Height * input.Width), i = from / input.Width % input.Height, j = from % input.Width;
            int outGroup = output.Channels / groups;
            for (int weight = 0; weight < outGroup * kernel.Height * kernel.Width; weight++)
            {
                int o = (c / (input.Channels / groups) * outGroup) + (weight / (kernel.Height * kernel.Width));
                int row = (i * stride) - padding + (weight / kernel.Width % kernel.Height * dilation), column = (j * stride) - padding + (weight % kernel.Width * dilation);
                if (row >= 0 && row < output.Height && column >= 0 && column < output.Width)
                {
                    y[(((o * output.Height) + row) * output.Width) + column] += x[from] * p[0][(c * outGroup * kernel.Height * kernel.Width) + weight];
                }
            }
        }

        return y;
    });

    /// <summary>torch.nn.Conv1d over time × features, with zeros before the first step and as many as are needed behind the last.</summary>
    public static Of Conv1D(
        (int Time, int Features) input, (int Time, int Features) output, int kernel, int stride = 1, int before = 0, int dilation = 1, int groups = 1) => Each((x, p) =>
    {
        double[] y = new double[output.Time * output.Features];
        int inGroup = input.Features / groups, outGroup = output.Features / groups;
        for (int place = 0; place < y.Length; place++)
        {
            int t = place / output.Features, o = place % output.Features;
            y[place] = p[1][o];
            for (int c = 0; c < inGroup; c++)
            {
                for (int k = 0; k < kernel; k++)
                {
                    int step = (t * stride) - before + (k * dilation);
                    if (step >= 0 && step < input.Time)
                    {
                        y[place] += p[0][(((o * inGroup) + c) * kernel) + k] * x[(step * input.Features) + (o / outGroup * inGroup) + c];
                    }
                }
            }
        }

        return y;
    });

    /// <summary>torch.nn.MaxPool2d, or AvgPool2d where what a window sees of the padding counts as zeros.</summary>
    public static Of Pool2D(
        (int Channels, int Height, int Width) input, (int Height, int Width) output, int window, int stride, int padding, bool isMax) => Each((x, _) =>
    {
        double[] y = new double[input.Channels * output.Height * output.Width];
        for (int place = 0; place < y.Length; place++)
        {
            int c = place / (output.Height * output.Width), i = place / output.Width % output.Height, j = place % output.Width;
            var seen = new List<double>();
            for (int k = 0; k < window * window; k++)
            {
                int row = (i * stride) - padding + (k / window), column = (j * stride) - padding + (k % window);
                if (row >= 0 && row < input.Height && column >= 0 && column < input.Width)
                {
                    seen.Add(x[(((c * input.Height) + row) * input.Width) + column]);
                }
            }

            y[place] = isMax ? seen.Max() : seen.Sum() / (window * window);
        }

        return y;
    });

    /// <summary>torch.nn.MaxPool1d, or AvgPool1d where the window holds so many steps of the sequence and of the padding of both sides.</summary>
    public static Of Pool1D((int Time, int Features) input, int steps, int window, int stride, int before, bool isMax) => Each((x, _) =>
    {
        double[] y = new double[steps * input.Features];
        for (int place = 0; place < y.Length; place++)
        {
            int t = place / input.Features, c = place % input.Features;
            double[] seen =
            [
                .. Enumerable.Range((t * stride) - before, window).Where(step => step >= 0 && step < input.Time).Select(step => x[(step * input.Features) + c]),
            ];
            y[place] = isMax ? seen.Max() : seen.Sum() / window;
        }

        return y;
    });

    /// <summary>The largest or the mean of each channel.</summary>
    public static Of GlobalPool2D(int channels, bool isMax) => Each((x, _) =>
    {
        int size = x.Length / channels;
        return [.. Enumerable.Range(0, channels).Select(c => x.AsSpan(c * size, size).ToArray()).Select(channel => isMax ? channel.Max() : channel.Average())];
    });

    /// <summary>The largest or the mean of each feature over time.</summary>
    public static Of GlobalPool1D(int features, bool isMax) => Each((x, _) =>
    {
        var steps = x.Chunk(features).ToArray();
        return [.. Enumerable.Range(0, features).Select(c => steps.Select(step => step[c])).Select(feature => isMax ? feature.Max() : feature.Average())];
    });

    /// <summary>torch.nn.Upsample, nearest.</summary>
    public static Of Upsample((int Channels, int Height, int Width) input, int scale) => Each((x, _) =>
    {
        int height = input.Height * scale, width = input.Width * scale;
        return
        [
            .. Enumerable.Range(0, input.Channels * height * width).Select(place =>
                x[(((place / (height * width) * input.Height) + (place / width % height / scale)) * input.Width) + (place % width / scale)]),
        ];
    });

    /// <summary>torch.nn.GroupNorm, LayerNorm or RMSNorm: so many numbers together, then γ and β, which of so many numbers are one.</summary>
    public static Of Norm(int together, int ofEach, bool isCentred = true) => Each((x, p) =>
    {
        double[] y = new double[x.Length];
        for (int first = 0; first < x.Length; first += together)
        {
            var numbers = x.AsSpan(first, together).ToArray();
            double mean = isCentred ? numbers.Average() : 0, variance = numbers.Average(number => (number - mean) * (number - mean));
            for (int i = first; i < first + together; i++)
            {
                int channel = i / ofEach % p[0].Length;
                y[i] = (p[0][channel] * (x[i] - mean) / Math.Sqrt(variance + 1e-5)) + (isCentred ? p[1][channel] : 0);
            }
        }

        return y;
    });

    /// <summary>torch.nn.BatchNorm in training: each channel over the batch; which number is of which channel is told.</summary>
    public static Of BatchNorm(int channels, Func<int, int> channelOf) => (x, p) =>
    {
        double[][] y = [.. x.Select(example => new double[example.Length])];
        for (int c = 0; c < channels; c++)
        {
            int[] places = [.. Enumerable.Range(0, x[0].Length).Where(place => channelOf(place) == c)];
            double[] numbers = [.. x.SelectMany(example => places.Select(place => example[place]))];
            double mean = numbers.Average(), variance = numbers.Average(number => (number - mean) * (number - mean));
            for (int e = 0; e < x.Length; e++)
            {
                foreach (int place in places)
                {
                    y[e][place] = (p[0][c] * (x[e][place] - mean) / Math.Sqrt(variance + 1e-5)) + p[1][c];
                }
            }
        }

        return y;
    };

    /// <summary>torch.nn.Embedding.</summary>
    public static Of Embedding(int width) => Each((x, p) => [.. x.SelectMany(token => p[0].Skip((int)token * width).Take(width))]);

    /// <summary>A learned vector added at every place.</summary>
    public static Of PositionalEmbedding() => Each((x, p) => [.. x.Zip(p[0], (number, place) => number + place)]);

    /// <summary>torch.nn.RNN, GRU or LSTM, each with its order of gates.</summary>
    public static Of Recurrent(string kind, int features, int units, bool isSequence) => Each((x, p) =>
    {
        double[] h = new double[units], c = new double[units];
        var all = new List<double>();
        foreach (double[] frame in x.Chunk(features))
        {
            double Input(int row) => p[2][row] + Enumerable.Range(0, features).Sum(j => p[0][(row * features) + j] * frame[j]);
            double Recurrence(int row) => p[3][row] + Enumerable.Range(0, units).Sum(j => p[1][(row * units) + j] * h[j]);
            double Linear(int gate, int unit) => Input((gate * units) + unit) + Recurrence((gate * units) + unit);
            double[] next = new double[units];
            for (int i = 0; i < units; i++)
            {
                switch (kind)
                {
                    case "SimpleRNN":
                        next[i] = Math.Tanh(Linear(0, i));
                        break;
                    case "GRU":
                        double r = Sigmoid(Linear(0, i)), z = Sigmoid(Linear(1, i)), n = Math.Tanh(Input((2 * units) + i) + (r * Recurrence((2 * units) + i)));
                        next[i] = ((1 - z) * n) + (z * h[i]);
                        break;
                    default:
                        c[i] = (Sigmoid(Linear(1, i)) * c[i]) + (Sigmoid(Linear(0, i)) * Math.Tanh(Linear(2, i)));
                        next[i] = Sigmoid(Linear(3, i)) * Math.Tanh(c[i]);
                        break;
                }
            }

            h = next;
            all.AddRange(h);
        }

        return isSequence ? [.. all] : h;
    });

    /// <summary>torch.nn.MultiheadAttention of a sequence with itself.</summary>
    public static Of SelfAttention(int width, int heads, bool isCausal) => Each((x, p) =>
    {
        int steps = x.Length / width, size = width / heads;
        double Project(double[] weights, double[] bias, int row, ReadOnlySpan<double> from)
        {
            double sum = bias[row];
            for (int j = 0; j < width; j++)
            {
                sum += weights[(row * width) + j] * from[j];
            }

            return sum;
        }

        double[] y = new double[x.Length];
        for (int t = 0; t < steps; t++)
        {
            double[] heard = new double[width];
            for (int head = 0; head < heads; head++)
            {
                int seen = isCausal ? t + 1 : steps;
                double[] scores = new double[seen];
                for (int s = 0; s < seen; s++)
                {
                    for (int i = head * size; i < (head + 1) * size; i++)
                    {
                        scores[s] += Project(p[0], p[1], i, x.AsSpan(t * width, width)) * Project(p[0], p[1], width + i, x.AsSpan(s * width, width)) / Math.Sqrt(size);
                    }
                }

                scores = Softmax(scores);
                for (int i = head * size; i < (head + 1) * size; i++)
                {
                    for (int s = 0; s < seen; s++)
                    {
                        heard[i] += scores[s] * Project(p[0], p[1], (2 * width) + i, x.AsSpan(s * width, width));
                    }
                }
            }

            for (int i = 0; i < width; i++)
            {
                y[(t * width) + i] = Project(p[2], p[3], i, heard);
            }
        }

        return y;
    });

    /// <summary>Two linear layers at each step, an activation between them.</summary>
    public static Of FeedForward(int steps, int width, int hidden, Func<double, double> activation) => (x, p) =>
        Dense(steps, hidden, width)(Then(Dense(steps, width, hidden), activation)(x, [p[0], p[1]]), [p[2], p[3]]);

    /// <summary>torch.nn.PReLU, each slope for so many numbers.</summary>
    public static Of PReLU(int ofEach) => Each((x, p) => [.. x.Select((number, place) => number > 0 ? number : number * p[0][place / ofEach % p[0].Length])]);

    /// <summary>An activation of each number alone.</summary>
    public static Of Activation(Func<double, double> activation) => Each((x, _) => [.. x.Select(activation)]);

    /// <summary>A softmax of so many numbers together, or its logarithm.</summary>
    public static Of Softmax(int together, bool isLog = false) =>
        Each((x, _) => [.. x.Chunk(together).SelectMany(Softmax).Select(number => isLog ? Math.Log(number) : number)]);

    public static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    /// <summary>Φ(z): ½ and the integral of the density from 0 to z, by Simpson's rule.</summary>
    public static double NormalBelow(double z)
    {
        const int parts = 2000;
        double Density(int place) => Math.Exp(-0.5 * (z * place / parts) * (z * place / parts)) / Math.Sqrt(2 * Math.PI);
        return 0.5 + (z / parts / 3 * Enumerable.Range(0, parts + 1).Sum(place => (place is 0 or parts ? 1 : place % 2 == 1 ? 4 : 2) * Density(place)));
    }

    private static double[] Softmax(double[] z)
    {
        double[] exponents = [.. z.Select(number => Math.Exp(number - z.Max()))];
        return [.. exponents.Select(number => number / exponents.Sum())];
    }
}
