namespace DnnGen.Tests.Optimization;

/// <summary>
/// What an optimizer does to a single parameter, as its paper writes it: number by number, in double, with no thought of speed.
/// Every setting differs from its default, so that one that is ignored shows.
/// </summary>
internal sealed class PlainOptimizer
{
    private const double Rate = 0.02, Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-3, Decay = 0.05, Mu = 0.7;

    private readonly Func<PlainOptimizer, double, double, double> step;
    private double a, b, c, product = 1;
    private int t;

    private PlainOptimizer(Func<PlainOptimizer, double, double, double> step, double a = 0)
    {
        this.step = step;
        this.a = a;
    }

    /// <summary>Every optimizer with its settings, and the same by hand.</summary>
    public static readonly IReadOnlyDictionary<string, (Optimizer Optimizer, Func<PlainOptimizer> ByHand)> All =
        new Dictionary<string, (Optimizer, Func<PlainOptimizer>)>
        {
            ["GradientDescent"] = (
                Optimizer.GradientDescent(Rate, Decay),
                () => new((_, p, g) => p - (Rate * (g + (Decay * p))))),
            ["Momentum"] = (
                Optimizer.Momentum(Rate, Mu, Decay),
                () => new((s, p, g) => p - (Rate * (s.a = (Mu * s.a) + g + (Decay * p))))),
            ["Nesterov"] = (
                Optimizer.Nesterov(Rate, Mu, Decay),
                () => new((s, p, g) =>
                {
                    g += Decay * p;
                    s.a = (Mu * s.a) + g;
                    return p - (Rate * (g + (Mu * s.a)));
                })),
            ["Adam"] = (
                Optimizer.Adam(Rate, Beta1, Beta2, Epsilon, Decay),
                () => new((s, p, g) =>
                {
                    s.Moments(g + (Decay * p));
                    return p - (Rate * s.MeanHat / (Math.Sqrt(s.SquareHat) + Epsilon));
                })),
            ["AdamW"] = (
                Optimizer.AdamW(Rate, Beta1, Beta2, Epsilon, Decay),
                () => new((s, p, g) =>
                {
                    s.Moments(g);
                    return (p * (1 - (Rate * Decay))) - (Rate * s.MeanHat / (Math.Sqrt(s.SquareHat) + Epsilon));
                })),
            ["AMSGrad"] = (
                Optimizer.AMSGrad(Rate, Beta1, Beta2, Epsilon, Decay),
                () => new((s, p, g) =>
                {
                    s.Moments(g + (Decay * p));
                    s.c = Math.Max(s.c, s.b);
                    return p - (Rate * s.MeanHat / (Math.Sqrt(s.c / (1 - Math.Pow(Beta2, s.t))) + Epsilon));
                })),
            ["NAdam"] = (
                Optimizer.NAdam(Rate, Beta1, Beta2, Epsilon, momentumDecay: 0.1, Decay),
                () => new((s, p, g) =>
                {
                    g += Decay * p;
                    s.Moments(g);
                    double now = Beta1 * (1 - (0.5 * Math.Pow(0.96, 0.1 * s.t))), next = Beta1 * (1 - (0.5 * Math.Pow(0.96, 0.1 * (s.t + 1))));
                    s.product *= now;
                    double direction = ((1 - now) * g / (1 - s.product)) + (next * s.a / (1 - (s.product * next)));
                    return p - (Rate * direction / (Math.Sqrt(s.SquareHat) + Epsilon));
                })),
            ["RAdam"] = (
                Optimizer.RAdam(Rate, Beta1, Beta2, Epsilon, Decay),
                () => new((s, p, g) =>
                {
                    s.Moments(g + (Decay * p));
                    double most = (2 / (1 - Beta2)) - 1, power = Math.Pow(Beta2, s.t), length = most - (2 * s.t * power / (1 - power));
                    double rectified = Math.Sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length));
                    return p - (Rate * s.MeanHat * (length > 5 ? rectified * Math.Sqrt(1 - power) / (Math.Sqrt(s.b) + Epsilon) : 1));
                })),
            ["Adamax"] = (
                Optimizer.Adamax(Rate, Beta1, Beta2, Epsilon, Decay),
                () => new((s, p, g) =>
                {
                    g += Decay * p;
                    s.a = (Beta1 * s.a) + ((1 - Beta1) * g);
                    s.b = Math.Max(Beta2 * s.b, Math.Abs(g) + Epsilon);
                    return p - (Rate * s.MeanHat / s.b);
                })),
            ["RMSProp"] = (Optimizer.RMSProp(Rate, Beta2, Epsilon, weightDecay: Decay), () => RMSProp(momentum: 0, centered: false)),
            ["RMSProp with momentum"] = (Optimizer.RMSProp(Rate, Beta2, Epsilon, Mu, weightDecay: Decay), () => RMSProp(Mu, centered: false)),
            ["RMSProp centred"] = (Optimizer.RMSProp(Rate, Beta2, Epsilon, centered: true, weightDecay: Decay), () => RMSProp(momentum: 0, centered: true)),
            ["RMSProp centred with momentum"] = (Optimizer.RMSProp(Rate, Beta2, Epsilon, Mu, centered: true, weightDecay: Decay), () => RMSProp(Mu, centered: true)),
            ["Adagrad"] = (
                Optimizer.Adagrad(Rate, learningRateDecay: 0.1, initialSum: 0.3, Epsilon, Decay),
                () => new(
                    (s, p, g) =>
                    {
                        g += Decay * p;
                        s.a += g * g;
                        return p - (Rate / (1 + ((s.t - 1) * 0.1)) * g / (Math.Sqrt(s.a) + Epsilon));
                    },
                    a: 0.3)),
            ["Adadelta"] = (
                Optimizer.Adadelta(Rate, rho: 0.8, Epsilon, Decay),
                () => new((s, p, g) =>
                {
                    g += Decay * p;
                    s.a = (0.8 * s.a) + (0.2 * g * g);
                    double update = Math.Sqrt(s.b + Epsilon) / Math.Sqrt(s.a + Epsilon) * g;
                    s.b = (0.8 * s.b) + (0.2 * update * update);
                    return p - (Rate * update);
                })),
            ["Lion"] = (
                Optimizer.Lion(Rate, Beta1, Beta2, Decay),
                () => new((s, p, g) =>
                {
                    double direction = (Beta1 * s.a) + ((1 - Beta1) * g);
                    s.a = (Beta2 * s.a) + ((1 - Beta2) * g);
                    return (p * (1 - (Rate * Decay))) - (Rate * Math.Sign(direction));
                })),
        };

    /// <summary>θ after the next step.</summary>
    public double Step(double parameter, double gradient)
    {
        t++;
        return step(this, parameter, gradient);
    }

    private static PlainOptimizer RMSProp(double momentum, bool centered) => new((s, p, g) =>
    {
        g += Decay * p;
        s.a = (Beta2 * s.a) + ((1 - Beta2) * g * g);
        s.b = (Beta2 * s.b) + ((1 - Beta2) * g);
        double quotient = g / (Math.Sqrt(centered ? s.a - (s.b * s.b) : s.a) + Epsilon);
        s.c = (momentum * s.c) + quotient;
        return p - (Rate * s.c);
    });

    private double MeanHat => a / (1 - Math.Pow(Beta1, t));

    private double SquareHat => b / (1 - Math.Pow(Beta2, t));

    private void Moments(double gradient)
    {
        a = (Beta1 * a) + ((1 - Beta1) * gradient);
        b = (Beta2 * b) + ((1 - Beta2) * gradient * gradient);
    }
}
