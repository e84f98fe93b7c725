namespace DnnGen;

public abstract partial class Optimizer
{
    /// <summary>Gradient descent: θ := θ − α·g.</summary>
    /// <remarks>Without weight decay this is what <c>TrainStep</c> does, and <c>Fit</c> uses it: gradients are never stored.</remarks>
    /// <param name="learningRate">α, positive.</param>
    /// <param name="weightDecay">λ, coupled: g := g + λθ; 0 or more.</param>
    /// <returns>The optimizer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Optimizer GradientDescent(double learningRate = 0.01, double weightDecay = 0) => new GradientDescentOptimizer(
        new OptimizerSettings("Optimizer.GradientDescent").Positive(nameof(learningRate), learningRate).NotNegative(nameof(weightDecay), weightDecay),
        learningRate,
        weightDecay);

    /// <summary>Gradient descent with momentum: v := μ·v + g, θ := θ − α·v.</summary>
    /// <remarks>
    /// B. T. Polyak: Some Methods of Speeding Up the Convergence of Iteration Methods, 1964, in PyTorch's form. The form with a
    /// running mean, v := μ·v + (1 − μ)·g, takes the same steps with α/(1 − μ) in place of α.
    /// </remarks>
    /// <param name="learningRate">α, positive.</param>
    /// <param name="momentum">μ, the share of the velocity that stays; from 0 to below 1.</param>
    /// <param name="weightDecay">λ, coupled: g := g + λθ; 0 or more.</param>
    /// <returns>The optimizer, with the moment <c>velocity</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Optimizer Momentum(double learningRate = 0.01, double momentum = 0.9, double weightDecay = 0) =>
        new MomentumOptimizer(MomentumSettings("Optimizer.Momentum", learningRate, momentum, weightDecay), learningRate, momentum, weightDecay, nesterov: false);

    /// <summary>Momentum that looks ahead: v := μ·v + g, θ := θ − α·(g + μ·v).</summary>
    /// <remarks>
    /// Y. Nesterov, 1983; I. Sutskever, J. Martens, G. Dahl, G. Hinton: On the Importance of Initialization and Momentum in Deep
    /// Learning, ICML 2013.
    /// </remarks>
    /// <param name="learningRate">α, positive.</param>
    /// <param name="momentum">μ, the share of the velocity that stays; from 0 to below 1.</param>
    /// <param name="weightDecay">λ, coupled: g := g + λθ; 0 or more.</param>
    /// <returns>The optimizer, with the moment <c>velocity</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Optimizer Nesterov(double learningRate = 0.01, double momentum = 0.9, double weightDecay = 0) =>
        new MomentumOptimizer(MomentumSettings("Optimizer.Nesterov", learningRate, momentum, weightDecay), learningRate, momentum, weightDecay, nesterov: true);

    /// <summary>
    /// Adam: m := β1·m + (1 − β1)·g, v := β2·v + (1 − β2)·g², θ := θ − α·m̂ / (√v̂ + ε), where m̂ = m/(1 − β1ᵗ) and v̂ = v/(1 − β2ᵗ).
    /// </summary>
    /// <remarks>D. P. Kingma, J. Ba: Adam: A Method for Stochastic Optimization, ICLR 2015.</remarks>
    /// <param name="learningRate">α, positive.</param>
    /// <param name="beta1">β1, the share of the mean gradient that stays; from 0 to below 1.</param>
    /// <param name="beta2">β2, the share of the mean square that stays; from 0 to below 1.</param>
    /// <param name="epsilon">ε, positive: keeps the quotient finite.</param>
    /// <param name="weightDecay">λ, coupled: g := g + λθ; 0 or more. <see cref="AdamW"/> has the decoupled one.</param>
    /// <returns>The optimizer, with the moments <c>m</c> and <c>v</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Optimizer Adam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0) =>
        new AdamOptimizer(AdamSettings("Optimizer.Adam", learningRate, beta1, beta2, epsilon, weightDecay), learningRate, beta1, beta2, epsilon, weightDecay, decoupled: false, largest: false);

    /// <summary>Adam with decoupled weight decay: θ := (1 − αλ)·θ before each step of <see cref="Adam"/>.</summary>
    /// <remarks>I. Loshchilov, F. Hutter: Decoupled Weight Decay Regularization, ICLR 2019.</remarks>
    /// <param name="learningRate">α, positive.</param>
    /// <param name="beta1">β1, the share of the mean gradient that stays; from 0 to below 1.</param>
    /// <param name="beta2">β2, the share of the mean square that stays; from 0 to below 1.</param>
    /// <param name="epsilon">ε, positive: keeps the quotient finite.</param>
    /// <param name="weightDecay">λ, decoupled; 0 or more.</param>
    /// <returns>The optimizer, with the moments <c>m</c> and <c>v</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Optimizer AdamW(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01) =>
        new AdamOptimizer(AdamSettings("Optimizer.AdamW", learningRate, beta1, beta2, epsilon, weightDecay), learningRate, beta1, beta2, epsilon, weightDecay, decoupled: true, largest: false);

    /// <summary>Adam that divides by the largest v so far: V := max(V, v), θ := θ − α·m̂ / (√(V/(1 − β2ᵗ)) + ε).</summary>
    /// <remarks>S. J. Reddi, S. Kale, S. Kumar: On the Convergence of Adam and Beyond, ICLR 2018, with PyTorch's bias correction.</remarks>
    /// <param name="learningRate">α, positive.</param>
    /// <param name="beta1">β1, the share of the mean gradient that stays; from 0 to below 1.</param>
    /// <param name="beta2">β2, the share of the mean square that stays; from 0 to below 1.</param>
    /// <param name="epsilon">ε, positive: keeps the quotient finite.</param>
    /// <param name="weightDecay">λ, coupled: g := g + λθ; 0 or more.</param>
    /// <returns>The optimizer, with the moments <c>m</c>, <c>v</c> and <c>vMax</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Optimizer AMSGrad(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0) =>
        new AdamOptimizer(AdamSettings("Optimizer.AMSGrad", learningRate, beta1, beta2, epsilon, weightDecay), learningRate, beta1, beta2, epsilon, weightDecay, decoupled: false, largest: true);

    /// <summary>
    /// Adam with Nesterov's look ahead: θ := θ − α·((1 − μₜ)/(1 − Πμ)·g + μₜ₊₁/(1 − Πμ·μₜ₊₁)·m) / (√v̂ + ε), where
    /// μₜ = β1·(1 − ½·0.96^(tψ)) and Πμ = μ₁·…·μₜ.
    /// </summary>
    /// <remarks>T. Dozat: Incorporating Nesterov Momentum into Adam, ICLR 2016 (workshop).</remarks>
    /// <param name="learningRate">α, positive.</param>
    /// <param name="beta1">β1, the share of the mean gradient that stays; from 0 to below 1.</param>
    /// <param name="beta2">β2, the share of the mean square that stays; from 0 to below 1.</param>
    /// <param name="epsilon">ε, positive: keeps the quotient finite.</param>
    /// <param name="momentumDecay">ψ, how fast μ rises from β1/2 to β1; 0 or more.</param>
    /// <param name="weightDecay">λ, coupled: g := g + λθ; 0 or more.</param>
    /// <returns>The optimizer, with the moments <c>m</c> and <c>v</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Optimizer NAdam(
        double learningRate = 0.002, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double momentumDecay = 0.004, double weightDecay = 0) =>
        new NAdamOptimizer(
            AdamSettings("Optimizer.NAdam", learningRate, beta1, beta2, epsilon, weightDecay).NotNegative(nameof(momentumDecay), momentumDecay),
            learningRate,
            beta1,
            beta2,
            epsilon,
            momentumDecay,
            weightDecay);

    /// <summary>
    /// Adam that waits until the variance of v is known: with ρ∞ = 2/(1 − β2) − 1 and ρ = ρ∞ − 2t·β2ᵗ/(1 − β2ᵗ) a step is
    /// θ := θ − α·m̂ while ρ ≤ 5, and then θ := θ − α·r·m̂·√(1 − β2ᵗ) / (√v + ε) with
    /// r = √((ρ − 4)(ρ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρ)).
    /// </summary>
    /// <remarks>L. Liu, H. Jiang, P. He, W. Chen, X. Liu, J. Gao, J. Han: On the Variance of the Adaptive Learning Rate and Beyond, ICLR 2020.</remarks>
    /// <param name="learningRate">α, positive.</param>
    /// <param name="beta1">β1, the share of the mean gradient that stays; from 0 to below 1.</param>
    /// <param name="beta2">β2, the share of the mean square that stays; from 0 to below 1.</param>
    /// <param name="epsilon">ε, positive: keeps the quotient finite.</param>
    /// <param name="weightDecay">λ, coupled: g := g + λθ; 0 or more.</param>
    /// <returns>The optimizer, with the moments <c>m</c> and <c>v</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Optimizer RAdam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0) =>
        new RAdamOptimizer(AdamSettings("Optimizer.RAdam", learningRate, beta1, beta2, epsilon, weightDecay), learningRate, beta1, beta2, epsilon, weightDecay);

    /// <summary>Adam with the largest gradient instead of the mean square: u := max(β2·u, |g| + ε), θ := θ − α·m̂ / u.</summary>
    /// <remarks>D. P. Kingma, J. Ba: Adam: A Method for Stochastic Optimization, ICLR 2015, section 7.1.</remarks>
    /// <param name="learningRate">α, positive.</param>
    /// <param name="beta1">β1, the share of the mean gradient that stays; from 0 to below 1.</param>
    /// <param name="beta2">β2, the share of the largest gradient that stays; from 0 to below 1.</param>
    /// <param name="epsilon">ε, positive: keeps the quotient finite.</param>
    /// <param name="weightDecay">λ, coupled: g := g + λθ; 0 or more.</param>
    /// <returns>The optimizer, with the moments <c>m</c> and <c>u</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Optimizer Adamax(double learningRate = 0.002, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0) =>
        new AdamaxOptimizer(AdamSettings("Optimizer.Adamax", learningRate, beta1, beta2, epsilon, weightDecay), learningRate, beta1, beta2, epsilon, weightDecay);

    /// <summary>
    /// RMSProp: v := β·v + (1 − β)·g², q = g / (√v + ε), θ := θ − α·q; centred with √(v − ḡ²) in place of √v, where
    /// ḡ := β·ḡ + (1 − β)·g; with momentum w := μ·w + q, θ := θ − α·w.
    /// </summary>
    /// <remarks>G. Hinton: Neural Networks for Machine Learning, lecture 6, 2012; centred: A. Graves, 2013, arXiv:1308.0850.</remarks>
    /// <param name="learningRate">α, positive.</param>
    /// <param name="beta">β, the share of the mean square that stays; from 0 to below 1.</param>
    /// <param name="epsilon">ε, positive: keeps the quotient finite.</param>
    /// <param name="momentum">μ, the share of the velocity that stays; from 0 to below 1.</param>
    /// <param name="centered">Whether the mean gradient is taken out of the mean square.</param>
    /// <param name="weightDecay">λ, coupled: g := g + λθ; 0 or more.</param>
    /// <returns>The optimizer, with the moments <c>v</c>, then <c>gradientMean</c> where centred, then <c>velocity</c> where μ is not 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Optimizer RMSProp(
        double learningRate = 0.01, double beta = 0.99, double epsilon = 1e-8, double momentum = 0, bool centered = false, double weightDecay = 0) =>
        new RMSPropOptimizer(
            new OptimizerSettings("Optimizer.RMSProp")
                .Positive(nameof(learningRate), learningRate)
                .Share(nameof(beta), beta)
                .Positive(nameof(epsilon), epsilon)
                .Share(nameof(momentum), momentum)
                .Given(nameof(centered), centered)
                .NotNegative(nameof(weightDecay), weightDecay),
            learningRate,
            beta,
            epsilon,
            momentum,
            centered,
            weightDecay);

    /// <summary>Adagrad: s := s + g², θ := θ − α/(1 + (t − 1)·η)·g / (√s + ε).</summary>
    /// <remarks>J. Duchi, E. Hazan, Y. Singer: Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, JMLR 2011.</remarks>
    /// <param name="learningRate">α, positive.</param>
    /// <param name="learningRateDecay">η, by which the rate falls with every step; 0 or more.</param>
    /// <param name="initialSum">s before the first step; 0 or more.</param>
    /// <param name="epsilon">ε, positive: keeps the quotient finite.</param>
    /// <param name="weightDecay">λ, coupled: g := g + λθ; 0 or more.</param>
    /// <returns>The optimizer, with the moment <c>sum</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Optimizer Adagrad(
        double learningRate = 0.01, double learningRateDecay = 0, double initialSum = 0, double epsilon = 1e-10, double weightDecay = 0) =>
        new AdagradOptimizer(
            new OptimizerSettings("Optimizer.Adagrad")
                .Positive(nameof(learningRate), learningRate)
                .NotNegative(nameof(learningRateDecay), learningRateDecay)
                .NotNegative(nameof(initialSum), initialSum)
                .Positive(nameof(epsilon), epsilon)
                .NotNegative(nameof(weightDecay), weightDecay),
            learningRate,
            learningRateDecay,
            initialSum,
            epsilon,
            weightDecay);

    /// <summary>
    /// Adadelta: E := ρ·E + (1 − ρ)·g², Δ = g·√(D + ε) / √(E + ε), D := ρ·D + (1 − ρ)·Δ², θ := θ − α·Δ.
    /// </summary>
    /// <remarks>M. D. Zeiler: ADADELTA: An Adaptive Learning Rate Method, 2012, arXiv:1212.5701, which has α = 1.</remarks>
    /// <param name="learningRate">α, positive.</param>
    /// <param name="rho">ρ, the share of the mean squares that stays; from 0 to below 1.</param>
    /// <param name="epsilon">ε, positive: begins the first updates.</param>
    /// <param name="weightDecay">λ, coupled: g := g + λθ; 0 or more.</param>
    /// <returns>The optimizer, with the moments <c>gradientSquares</c> (E) and <c>updateSquares</c> (D).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Optimizer Adadelta(double learningRate = 1, double rho = 0.9, double epsilon = 1e-6, double weightDecay = 0) =>
        new AdadeltaOptimizer(
            new OptimizerSettings("Optimizer.Adadelta")
                .Positive(nameof(learningRate), learningRate)
                .Share(nameof(rho), rho)
                .Positive(nameof(epsilon), epsilon)
                .NotNegative(nameof(weightDecay), weightDecay),
            learningRate,
            rho,
            epsilon,
            weightDecay);

    /// <summary>
    /// Lion: θ := (1 − αλ)·θ − α·sign(β1·m + (1 − β1)·g), m := β2·m + (1 − β2)·g: every parameter moves by α.
    /// </summary>
    /// <remarks>X. Chen and others: Symbolic Discovery of Optimization Algorithms, 2023, arXiv:2302.06675. Its rates are 3 to 10 times smaller than Adam's.</remarks>
    /// <param name="learningRate">α, positive.</param>
    /// <param name="beta1">β1, the share of m in the direction of a step; from 0 to below 1.</param>
    /// <param name="beta2">β2, the share of the mean gradient that stays; from 0 to below 1.</param>
    /// <param name="weightDecay">λ, decoupled; 0 or more.</param>
    /// <returns>The optimizer, with the moment <c>m</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Optimizer Lion(double learningRate = 0.0001, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0) =>
        new LionOptimizer(
            new OptimizerSettings("Optimizer.Lion")
                .Positive(nameof(learningRate), learningRate)
                .Share(nameof(beta1), beta1)
                .Share(nameof(beta2), beta2)
                .NotNegative(nameof(weightDecay), weightDecay),
            learningRate,
            beta1,
            beta2,
            weightDecay);

    /// <summary>
    /// L-BFGS: follows −H·g, where H is an estimate of the inverse Hessian from the last steps, as far as a line search says
    /// that meets the strong Wolfe conditions. For all examples at once.
    /// </summary>
    /// <remarks>
    /// D. C. Liu, J. Nocedal: On the Limited Memory BFGS Method for Large Scale Optimization, Mathematical Programming 45, 1989.
    /// Iteration and line search are those of PyTorch's <c>LBFGS</c> with <c>line_search_fn="strong_wolfe"</c>; its history is 100 when not
    /// given. One step is up to <paramref name="iterations"/> iterations, each of which looks at the cost of all examples once or
    /// several times, at most 1¼ times as often as there are iterations before the last. <c>Fit</c> takes it without a
    /// smaller <see cref="TrainingOptions.BatchSize"/> and without clipping; a loop of one's own calls
    /// <see cref="OptimizerState{T}.Step(ParameterSet{T}, ParameterSet{T}, Func{double})"/>.
    /// </remarks>
    /// <param name="learningRate">α, positive: the first length that the line search tries.</param>
    /// <param name="iterations">The most iterations of one step; 1 or more.</param>
    /// <param name="history">The steps that H is estimated from; each takes twice the memory of the parameters. 1 or more.</param>
    /// <param name="gradientTolerance">A step ends where no derivative is larger than this; 0 or more.</param>
    /// <param name="changeTolerance">A step ends where neither cost nor parameters change by more than this; 0 or more.</param>
    /// <returns>The optimizer, with the moments <c>direction</c>, <c>gradient</c>, <c>step1</c> …, <c>change1</c> … and with scalars.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Optimizer LBFGS(double learningRate = 1, int iterations = 20, int history = 10, double gradientTolerance = 1e-7, double changeTolerance = 1e-9) =>
        new LBFGSOptimizer(
            new OptimizerSettings("Optimizer.LBFGS")
                .Positive(nameof(learningRate), learningRate)
                .Count(nameof(iterations), iterations, least: 1)
                .Count(nameof(history), history, least: 1)
                .NotNegative(nameof(gradientTolerance), gradientTolerance)
                .NotNegative(nameof(changeTolerance), changeTolerance),
            learningRate,
            iterations,
            history,
            gradientTolerance,
            changeTolerance);

    private static OptimizerSettings MomentumSettings(string owner, double learningRate, double momentum, double weightDecay) =>
        new OptimizerSettings(owner)
            .Positive(nameof(learningRate), learningRate)
            .Share(nameof(momentum), momentum)
            .NotNegative(nameof(weightDecay), weightDecay);

    private static OptimizerSettings AdamSettings(string owner, double learningRate, double beta1, double beta2, double epsilon, double weightDecay) =>
        new OptimizerSettings(owner)
            .Positive(nameof(learningRate), learningRate)
            .Share(nameof(beta1), beta1)
            .Share(nameof(beta2), beta2)
            .Positive(nameof(epsilon), epsilon)
            .NotNegative(nameof(weightDecay), weightDecay);
}
